"""Commands on texts: files, rules, and the same input under CPython."""

import subprocess
import sys
from pathlib import Path

from minicoro.repl.book import folded, rules, similar
from minicoro.repl.commands import Given, MistakeError, command


@command("%diff [code]", "run code (or all inputs so far) under minicoro and CPython, and compare")
def diff(given: Given) -> None:
    text = given.text or "\n".join(given.session.history)
    if not text:
        raise MistakeError("no code, and no inputs so far")
    ours, theirs = [_fresh(text, options) for options in ((), ("--under-cpython",))]
    if ours == theirs:
        print(ours, end="")
        print("the same under CPython")
        return
    import difflib

    lines = difflib.unified_diff(theirs.splitlines(), ours.splitlines(), "CPython", "minicoro", lineterm="", n=2)
    print("\n".join(lines))


def _fresh(text: str, options: tuple[str, ...]) -> str:
    """The output of a new session for a text, errors included."""
    command = [sys.executable, "-m", "minicoro", "repl", "--quiet", *options]
    import minicoro

    root = str(Path(minicoro.__file__).parent.parent)
    import os

    path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    try:
        ended = subprocess.run(
            command,
            input=text + "\n\n",
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
            env=os.environ | {"PYTHONPATH": path},
        )
    except subprocess.TimeoutExpired:
        raise MistakeError("it did not end within a minute") from None
    return ended.stdout


@command("%sh command", "run a command of the shell; also: !command")
def shell(given: Given) -> None:
    sys.stdout.flush()
    code = subprocess.run(given.need("command"), shell=True, check=False).returncode
    if code:
        print(f"exit code {code}", file=sys.stderr)


@command("%rule id", "the text of a rule from the book, such as await/awaitable")
def rule(given: Given) -> None:
    name = given.need("rule").strip("`")
    known = rules()
    if known is None:
        raise MistakeError("the book (spec/) is not part of this installation")
    found = known.get(name)
    if found is None:
        near = similar(name, known)
        raise MistakeError(f"no rule {name!r}" + (f"; there is {', '.join(near[:8])}" if near else ""))
    print(folded(found))


@command("%load file", "run the inputs of a file")
def load(given: Given) -> None:
    path = Path(given.need("file")).expanduser()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise MistakeError(f"cannot read {path}: {error}") from None
    given.session.history.append(text)
    given.session.execute(text)


@command("%save file", "write the inputs so far to a file that %load reads")
def save(given: Given) -> None:
    path = Path(given.need("file")).expanduser()
    text = "\n".join([one.rstrip("\n") for one in given.session.history]) + "\n"
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MistakeError(f"cannot write {path}: {error}") from None
    count = len(given.session.history)
    print(f"{count} input{'' if count == 1 else 's'} in {path}")
