"""``python -m tests.site``: how soon a first program has been stepped through, as ratios to Pyodide's own start.

Needs the site at MINICORO_SITE (``python site/build.py`` makes one, and fetches Pyodide), Chromium and playwright.
"""

import os
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minicoro.cli.serve import PLACES
from tests.observe.browser import CHROMIUM

STEPPED = "body[data-stepped]"


@dataclass
class Found:
    """Seconds and megabytes.  pyodide: the seconds that Pyodide as it is published takes to start alone, warm."""

    cold: float
    warm: float
    pyodide: float
    megabytes: float


def first_step(browser: Any, site: Any) -> Found:
    """From opening the playground to a first stepped program."""
    context = browser.new_context()
    site.sent.clear()
    cold = _opened(context, site.address)
    megabytes = sum(site.sent.values()) / 1e6
    warm = statistics.median([_opened(context, site.address) for _ in range(5)])
    alone = statistics.median([_pyodide(context, site) for _ in range(5)])
    context.close()
    return Found(cold, warm, alone, megabytes)


def _opened(context: Any, address: str) -> float:
    page = context.new_page()
    began = time.monotonic()
    page.goto(f"{address}play/index.html#do=step")
    page.wait_for_selector(STEPPED, timeout=60_000)
    seconds = time.monotonic() - began
    page.close()
    return seconds


def _pyodide(context: Any, site: Any) -> float:
    """Pyodide's own start in a worker."""
    page = context.new_page()
    page.goto(f"{site.address}play/programs.json")
    seconds: float = page.evaluate(
        """async base => {
          const code = `onmessage = async ({data: base}) => {
            const { loadPyodide } = await import(base + "pyodide.mjs");
            await loadPyodide({ indexURL: base });
            postMessage("ready");
          }`;
          const began = performance.now();
          const worker = new Worker(URL.createObjectURL(new Blob([code], {type: "text/javascript"})), {type: "module"});
          worker.postMessage(base);
          await new Promise(resolve => { worker.onmessage = resolve; });
          worker.terminate();
          return (performance.now() - began) / 1000;
        }""",
        site.pyodide,
    )
    page.close()
    return seconds


def main() -> int:
    from playwright.sync_api import sync_playwright

    from tests.site.conftest import serving

    with serving(Path(os.environ.get("MINICORO_SITE", PLACES[1]))) as site, sync_playwright() as started:
        if not site.pyodide:
            print(
                "python -m tests.site: needs Pyodide in site/front/node_modules; run python site/build.py",
                file=sys.stderr,
            )
            return 2
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        found = first_step(browser, site)
        browser.close()
    print(f"a first stepped program: cold {found.cold:.1f} s, warm {found.warm:.1f} s")
    print(
        f"Pyodide alone: {found.pyodide:.1f} s; ratio, warm: {found.warm / found.pyodide:.2f}; {found.megabytes:.1f} MB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
