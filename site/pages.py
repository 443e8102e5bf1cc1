"""The pages of the site, as Markdown: the book, a page a rule, the lessons, the examples, the reference."""

from __future__ import annotations

import html
import inspect
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer, TextLexer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import minicoro  # noqa: E402
from minicoro import api  # noqa: E402
from minicoro.observe import diagrams, finding  # noqa: E402
from minicoro.repl.lessons import Lesson, lessons  # noqa: E402
from tests.spec.book import HEADING, ID, Rule, chapters, rules  # noqa: E402
from tests.spec.code import MOST, Place, places, source_name  # noqa: E402

KIT = ROOT / "tests" / "conformance"
COMMANDS = (
    "", "run", "versions", "show", "trace", "diff", "explore", "open", "attach", "repl", "learn", "rule", "serve", "conform",
)  # fmt: skip
CODE = "../minicoro/"
"""The beginning of links from the book to the code."""
MOST_CASES = 3
"""So many cases of a rule stand on its page; the others are named."""

STOPS = (
    (
        "Calling runs nothing",
        "Calling an `async def` function makes an object. Nothing of its body runs.",
        "call/suspendable",
    ),
    ("Resuming runs until a suspension", "`send` runs the body until it suspends or ends.", "coroutine/send"),
    (
        "`await` drives another one",
        "The awaited coroutine runs inside of the `await`, as a called function runs inside of the call.",
        "await/awaitable",
    ),
    (
        "An `await` need not suspend",
        "Only a `yield` of the innermost object suspends the whole chain of awaits.",
        "await/no-suspension",
    ),
    (
        "The value is in the exception",
        "A coroutine ends with StopIteration; its value is the value of the `await`.",
        "stop-iteration/return-value",
    ),
    (
        "The frame keeps its variables",
        "A suspended object consists of a state, variables and a delegate.",
        "evaluation/spill",
    ),
    ("A forgotten `await`", "A coroutine that was never started warns when it is dropped.", "coroutine/never-awaited"),
    ("Exceptions go outwards", "An exception leaves an `await` as it leaves a call.", "await/exception"),
    (
        "Exceptions go inwards",
        "`throw` raises where the innermost object is suspended; so does a cancellation.",
        "coroutine/throw",
    ),
    ("`finally` runs at the end", "Closing raises GeneratorExit there: `finally` blocks run.", "close/generator-exit"),
    (
        "`async for` awaits each item",
        "Each round awaits `__anext__`; StopAsyncIteration ends the loop.",
        "async-for/protocol",
    ),
    (
        "An asynchronous generator",
        "Its `yield` ends one step, its `await` suspends the caller.",
        "async-generator/yield-ends-asend",
    ),
)
"""The path for beginners: a title, a sentence, and the rule whose example shows it."""


def cases() -> dict[str, list[Path]]:
    """For each rule, its cases in the kit, written ones first."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(KIT.rglob("*.py"), key=lambda path: ("generated" in path.parts, path)):
        for rule in re.findall(rf"^# rule: .*?({ID})", path.read_text(encoding="utf-8"), re.MULTILINE):
            found[rule].append(path)
    return found


class Evidence:
    """Where rules are performed and tested."""

    def __init__(self) -> None:
        self.code = places()
        self.cases = cases()


def write(docs: Path) -> None:
    """Write all pages into an empty folder."""
    found, known = Evidence(), {rule.id: rule for rule in rules()}
    _book(docs / "book", found)
    for rule in known.values():
        _page(docs / "rules" / f"{rule.id}.md", _rule_page(rule, found, docs / "rules"))
    _page(docs / "rules" / "index.md", _rule_index(known))
    _page(docs / "start.md", _start(known))
    _lessons(docs / "lessons")
    _examples(docs / "examples")
    _page(docs / "reference.md", _reference())
    _page(docs / "commands.md", _commands())
    _page(docs / "kit.md", _links((ROOT / "tests" / "conformance" / "README.md").read_text(encoding="utf-8"), ""))
    for page in sorted((Path(__file__).parent / "pages").glob("*.md")):
        _page(docs / page.name, _RUN.sub(lambda found: program(found[1]), page.read_text(encoding="utf-8")))
    linked = re.findall(
        rf"\({re.escape(CODE)}([^)]+)\)", "".join([path.read_text(encoding="utf-8") for path in chapters()])
    )
    _sources(
        docs / "source",
        {place.path for each in found.code.values() for place in each} | {ROOT / "minicoro" / path for path in linked},
    )


def _page(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")


_RUN = re.compile(r"^```run\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A program of a page in ``pages/``."""


def program(source: str) -> str:
    """A program with buttons to run it, as a block of HTML."""
    shown = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True))
    lines = shown.rstrip("\n").split("\n")
    body = '<pre class="highlight"><code>' + "\n".join(line or "<span></span>" for line in lines) + "\n</code></pre>"
    return f'<div class="program"><minicoro-run>{body}</minicoro-run></div>'


# The book


def _book(folder: Path, found: Evidence) -> None:
    for path in chapters():
        name = "index.md" if path.name == "README.md" else path.name
        _page(folder / name, _chapter(path.read_text(encoding="utf-8"), found))


def _chapter(text: str, found: Evidence) -> str:
    """A chapter: rules get an address and what performs them, programs get buttons."""
    out: list[str] = []
    rule = ""
    lines = iter(_links(text, "../").splitlines())
    for line in lines:
        heading = HEADING.fullmatch(line)
        if line.startswith("#") and rule:
            out += [_performed(rule, found, "../"), ""]
            rule = ""
        if heading:
            rule = heading[1]
            out.append(f"### `{rule}` {{ #{rule.split('/')[1]} }}")
        elif line == "```python":
            out.append(program("".join([f"{each}\n" for each in _fenced(lines)])))
        elif line.startswith("```text "):
            out += [f"*On Python {line.removeprefix('```text ')}:*", "", "```text"]
        elif line.startswith("Code: "):
            continue  # `_performed` has the same with lines
        elif line.startswith("Host: "):
            out += ["", line]  # a paragraph of its own, not the end of the source
        else:
            out.append(line)
    return "\n".join([*out, _performed(rule, found, "../") if rule else ""])


def _fenced(lines: object) -> list[str]:
    block: list[str] = []
    for line in lines:  # type: ignore[attr-defined]
        if line == "```":
            return block
        block.append(line)
    return block


def _links(text: str, up: str, book: str = "") -> str:
    """Links of the repository as links of the site; what has no page here stays as words.

    up, book: the way from the page to the top of the site, and from a rule's page to the chapters.
    """

    def change(match: re.Match[str]) -> str:
        words, target = match[1], match[2]
        if target.endswith("tests/conformance/README.md"):
            return f"[{words}]({up}kit.md)"
        if target.startswith(CODE):
            return f"[{words}]({up}source/{target.removeprefix(CODE)}.html)"
        if "/" not in target and target.partition("#")[0].endswith(".md"):
            return f"[{words}]({book}{target})"
        if re.match(r"https?:|#", target):
            return match[0]
        return words

    return re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", change, text)


def _performed(rule: str, found: Evidence, up: str) -> str:
    code = [_code_link(place, up) for place in found.code.get(rule, [])[:MOST]]
    parts = [f"[address of this rule]({up}rules/{rule}.md)"]
    if code:
        parts.append("performed by " + ", ".join(code))
    if found.cases.get(rule):
        count = len(found.cases[rule])
        parts.append(f"{count} case{'' if count == 1 else 's'}")
    return f"{' · '.join(parts)}\n{{ .performed }}"


def _code_link(place: Place, up: str) -> str:
    words = f"`{place.name}` in {place.file}" if place.name else place.file
    return f"[{words}]({up}source/{place.file}.html#L-{place.line})"


def _rule_page(rule: Rule, found: Evidence, docs: Path) -> str:
    chapter = "index" if rule.chapter == "README" else rule.chapter
    out = [
        f"# `{rule.id}`",
        "",
        f"A rule of the chapter [{rule.chapter}](../../book/{chapter}.md#{rule.id.split('/')[1]}).",
        "",
    ]
    out += [_links("\n".join(rule.text), "../../", "../../book/"), ""]
    out += [f"{name}: {value}\n" for name, value in rule.fields.items() if name != "Code"]
    if rule.example:
        out += [program(rule.example), ""]
    for output in rule.outputs:
        if (output.low, output.high) != ((3, 11), (3, 99)):
            high = "and later" if output.high == (3, 99) else f"to {output.high[0]}.{output.high[1]}"
            out += [f"*On Python {output.low[0]}.{output.low[1]} {high}:*", ""]
        out += ["```text", output.text.rstrip("\n"), "```", ""]
    if rule.example:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "example.py"
            path.write_text(rule.example, encoding="utf-8")
            out += _drawn(path, docs / f"{rule.id}.dot", f"The state machines of the example of {rule.id}")
    code = found.code.get(rule.id, [])
    if code:
        out += ["## The code that performs it", ""]
        out += [*[f"- {_code_link(place, '../../')}" for place in code], ""]
    tested = found.cases.get(rule.id, [])
    if tested:
        out += ["## Cases of the conformance kit", ""]
        for case in tested[:MOST_CASES]:
            out += [
                f"`{case.relative_to(KIT)}`",
                "",
                program(case.read_text(encoding="utf-8")),
                "",
            ]
        names = [f"`{case.relative_to(KIT).with_suffix('')}`" for case in tested[MOST_CASES:]]
        if names:
            out += [f"and {len(names)} more: {', '.join(names)}"]
    return "\n".join(out)


def _rule_index(known: dict[str, Rule]) -> str:
    out = ["# All rules", "", f"{len(known)} rules, each with its permanent address.", ""]
    chapter = ""
    for rule in known.values():
        if rule.chapter != chapter:
            chapter = rule.chapter
            out += ["", f"## {chapter}", ""]
        out.append(f"- [`{rule.id}`]({rule.id}.md)")
    return "\n".join(out)


def _start(known: dict[str, Rule]) -> str:
    out = [
        "# Start here",
        "",
        "Twelve stops, from the call of an `async def` function to an asynchronous generator. Run each program, then step through it.",
        "",
    ]
    for number, (title, sentence, rule) in enumerate(STOPS, 1):
        out += [f"## {number}. {title}", "", sentence, "", program(known[rule].example), ""]
        out += [f"The rule, its sources and its cases: [`{rule}`](rules/{rule}.md).", ""]
    out += ["Then go on with the [lessons](lessons/index.md), or read the [book](book/index.md)."]
    return "\n".join(out)


# Lessons and examples


def _lessons(folder: Path) -> None:
    found = lessons()
    for lesson in found:
        _page(folder / f"{lesson.name}.md", _lesson(lesson))
    out = [
        "# Lessons",
        "",
        "In a terminal, `minicoro learn` asks the same questions and steps through the same programs.",
        "",
    ]
    out += [f"{number}. [{lesson.title}]({lesson.name}.md)" for number, lesson in enumerate(found, 1)]
    _page(folder / "index.md", "\n".join(out))


def _lesson(lesson: Lesson) -> str:
    out = [f"# {lesson.title}", ""]
    for part in lesson.parts:
        if part.kind == "text":
            out += [_links(part.text, "../"), ""]
        elif part.kind == "python":
            out += [program(part.text), ""]
        else:
            out += ["```text", part.text.rstrip("\n"), "```", ""]
        question = part.question
        if question is not None:
            out += ["!!! question", "", f"    {question.text}", ""]
            out += [f"    {number}. {choice}" for number, choice in enumerate(question.choices, 1)]
            out += [
                "",
                '    ??? success "The answer"',
                "",
                f"        {question.right}. {question.choices[question.right - 1]}",
                "",
            ]
            whys = [(number, why) for number, why in enumerate(question.whys, 1) if why]
            out += [f"        Not {number}: {why}\n" for number, why in whys]
        if part.output:
            out += [
                '??? note "What it prints"',
                "",
                "    ```text",
                *[f"    {line}" for line in part.output.splitlines()],
                "    ```",
                "",
            ]
    return "\n".join(out)


def example_files() -> list[Path]:
    """The programs of ``examples/``."""
    return sorted((ROOT / "examples").glob("*.py"))


def _examples(folder: Path) -> None:
    table = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    _page(folder / "index.md", re.sub(r"\((\w+)\.py\)", r"(\1.md)", table))
    for path in example_files():
        source = path.read_text(encoding="utf-8")
        out = [f"# {path.name}", "", program(source), ""]
        out += _drawn(path, folder / f"{path.stem}.dot", f"The state machines of {path.name}")
        _page(folder / f"{path.stem}.md", "\n".join(out))


def _drawn(path: Path, out: Path, words: str) -> list[str]:
    """A picture of the machines of a program, drawn from the graph that ``out`` gets; nothing where it has none."""
    try:
        found = finding.in_file(str(path))
    except SyntaxError:
        return []
    if not found:
        return []
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(diagrams.dot(found), encoding="utf-8")
    return ["## Its machines", "", f"![{words}]({out.stem}.svg){{ .machine loading=lazy }}", ""]


def programs() -> list[dict[str, str]]:
    """What the playground can load: examples, and the programs of the lessons."""
    found = [
        {"group": "Examples", "name": path.stem, "source": path.read_text(encoding="utf-8")} for path in example_files()
    ]
    for lesson in lessons():
        for part in lesson.parts:
            if part.kind == "python":
                found.append({"group": "Lessons", "name": lesson.title, "source": part.text})
                break
    return found


# Reference


def _minicoro(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "minicoro", *words], capture_output=True, text=True, cwd=ROOT, check=False
    )
    if done.returncode:
        raise RuntimeError(f"minicoro {' '.join(words)}: {done.stderr}")
    return done.stdout


def _commands() -> str:
    out = ["# Commands", ""]
    for command in COMMANDS:
        out += [
            f"## `{f'minicoro {command}'.strip()}`",
            "",
            "```text",
            _minicoro(*[w for w in (command, "--help") if w]).rstrip("\n"),
            "```",
            "",
        ]
    return "\n".join(out)


def _reference() -> str:
    out = ["# Python interface", "", _prose(inspect.getdoc(minicoro) or ""), ""]
    for name in minicoro.__all__:
        out += _described("minicoro", name, getattr(minicoro, name))
    out += ["# `minicoro.api`", "", _prose(inspect.getdoc(api) or ""), ""]
    for name in api.__all__:
        out += _described("minicoro.api", name, getattr(api, name))
    return "\n".join(out)


def _described(module: str, name: str, value: object) -> list[str]:
    out = [f"## `{module}.{name}` {{ #{module}.{name} }}", ""]
    if callable(value):
        try:
            out += ["```python", f"{name}{inspect.signature(value)}", "```", ""]
        except ValueError:
            out += [""]
    else:
        out += [f"`{html.escape(repr(value))[:200]}`", ""]
    documentation = inspect.getdoc(value) if callable(value) or inspect.isclass(value) else ""
    return [*out, _prose(documentation or ""), ""]


def _prose(text: str) -> str:
    """A docstring as Markdown: double backquotes are single ones there."""
    return re.sub(r"``([^`]+)``", r"`\1`", text).replace("<", "&lt;")


def _sources(folder: Path, paths: set[Path]) -> None:
    """The sources that rules name, with an address for each line."""
    for path in sorted(paths):
        title = source_name(path)
        formatter = HtmlFormatter(
            full=True, title=title, linenos="table", anchorlinenos=True, lineanchors="L", wrapcode=True
        )
        lexer = PythonLexer() if path.suffix == ".py" else TextLexer()
        out = folder / f"{title}.html"
        out.parent.mkdir(parents=True, exist_ok=True)
        page = highlight(path.read_text(encoding="utf-8"), lexer, formatter)
        look = "<style>:target{background:#fd58} body{font-size:14px} @media(prefers-color-scheme:dark){html{filter:invert(.9) hue-rotate(180deg)}}</style>"
        out.write_text(
            page.replace("</head>", f'<meta name="viewport" content="width=device-width">{look}</head>'),
            encoding="utf-8",
        )
