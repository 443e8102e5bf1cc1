"""Builds the site: ``python site/build.py [OUT]``.  Needs npm, and ``pip install '.[site]'``.

OUT is a folder of plain files (``build/site/html``): put it behind any server of static files, also in a sub-folder, or
look at it with ``minicoro serve --site OUT``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = ROOT / "build" / "site"


def main() -> int:
    if shutil.which("npm") is None:
        print("site: npm is missing; it comes with Node.js", file=sys.stderr)
        return 2
    if find_spec("material") is None:
        print("site: MkDocs is missing: pip install '.[site]'", file=sys.stderr)
        return 2
    out = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else WORK / "html"
    shutil.rmtree(WORK, ignore_errors=True)
    docs = WORK / "docs"
    docs.mkdir(parents=True)
    build_front()
    shutil.copytree(HERE / "front" / "dist", docs / "play")
    bundle(docs / "play" / "python")
    import pages

    pages.write(docs)
    (docs / "play" / "programs.json").write_text(json.dumps(pages.programs()), encoding="utf-8")
    shutil.copy(HERE / "extra.css", docs)
    do(["node", "tools/draw.mjs", str(docs)])
    do(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--quiet",
            "--config-file",
            str(HERE / "mkdocs.yml"),
            "--site-dir",
            str(out),
        ]
    )
    print(f"site: {out}")
    return 0


def do(words: list[str]) -> None:
    subprocess.run(words, cwd=HERE / "front", check=True)


def build_front() -> None:
    """The playground, by its own tools."""
    do(["npm", "ci", "--silent", "--no-fund", "--no-audit"])
    do(["npm", "run", "--silent", "build", "--", "--logLevel", "warn"])


def bundle(out: Path) -> None:
    """Python and minicoro, for the page to load.  Lark is not needed: minicoro brings the automaton that it has made."""
    parts = WORK / "parts"
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc", "conformance", "native", "repl", "_site")
    shutil.copytree(ROOT / "minicoro", parts / "minicoro", ignore=ignored)
    shutil.copytree(ROOT / "grammar", parts / "minicoro" / "_grammar")
    shutil.copy(HERE / "python" / "playground.py", parts)
    do(["node", "tools/bundle.mjs", str(out), str(parts)])


if __name__ == "__main__":
    sys.exit(main())
