"""`python -m tests.conformance.generate` writes the cases in generated/; `--check` only says whether they are up to date.

They are a cross product: the forms that suspend (``def`` with ``yield``, ``async def``, an asynchronous generator at its
``yield`` and at its ``await``), the places in which a suspension can stand, and what is done at each suspension point: sending
on to the end, throwing, closing, dropping, and driving the whole from another of the same form.
"""

import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conformance.generate_syntax import syntax_cases

KIT = Path(__file__).parent
GENERATED = KIT / "generated"

PLACES = {
    "statements": ("two statements", "got = {1}\nprint('got', got)\ngot = {2}\nprint('got', got)\nreturn_('result')\n"),
    "call": ("the arguments of a call", "print(say('left'), {1}, say('middle'), {2}, say('right'))\n"),
    "display": ("displays within each other", "print([say('a'), ({1}, {{say('b'): {2}}})])\n"),
    "operators": ("operators and a comparison", "print(say('a') + str({1}), 'b' < str({2}) < say('z'))\n"),
    "boolean": ("and, or and a conditional expression", "print(({1} and {2}) or say('neither'))\nprint({1} if say('') else {2})\n"),
    "fstring": ("an f-string", "print(f'{{say(\"x\")!r}} {{{1}}} {{say(\"y\")}} {{{2}!s:>4}}')\n"),
    "assignment": ("targets of an assignment", "box = {{}}\nbox[{1}] = box[say('k')] = {2}\nprint(sorted(box.items(), key=str))\n"),
    "if": ("the tests of an if", "if {1}:\n    print('then', {2})\nelse:\n    print('else', {2})\n"),
    "while": ("a while loop", "n = 0\nwhile {1} and n < 2:\n    n += 1\n    if {2} == 'b':\n        continue\n    print('body', n)\nelse:\n    print('else')\n"),
    "for": ("a for loop", "for n in range(2):\n    print(n, {1})\nelse:\n    print('else', {2})\n"),
    "for-break": ("a for loop that is left", "for n in range(3):\n    try:\n        if {1}:\n            break\n    finally:\n        print('finally', n)\nprint('behind', {2})\n"),
    "try-except": ("a try and its handler", "try:\n    print('body', {1})\nexcept KeyError as error:\n    print('handler', repr(error), {2})\nprint('behind')\n"),
    "try-finally": ("a try with a finally", "try:\n    print('body', {1})\n    print('body', {2})\nfinally:\n    print('finally')\n"),
    "finally": ("a try and its finally", "try:\n    print('body', {1})\nfinally:\n    print('finally', {2})\nprint('behind')\n"),
    "finally-return": ("a finally that returns", "try:\n    print('body', {1})\nfinally:\n    print('finally', {2})\n    return_('from finally')\n"),
    "except-else": ("the else of a try", "try:\n    print('body', {1})\nexcept KeyError:\n    print('handler')\n    raise\nelse:\n    print('else', {2})\nfinally:\n    print('finally')\n"),
    "nested-try": ("a try in a handler", "try:\n    try:\n        print({1})\n    except KeyError:\n        print('first handler', {2})\n        raise ValueError('from the handler')\nexcept ValueError as error:\n    print(repr(error), repr(error.__context__))\n"),
    "with": ("a with statement", "with Manager('a') as a, Manager('b'):\n    print(a, {1})\nprint('behind', {2})\n"),
    "match": ("a match statement", "match {1}:\n    case 'a' if {2}:\n        print('case a')\n    case other:\n        print('other', other)\n"),
    "async-with": ("an async with statement", "async with AsyncManager('a') as a, AsyncManager('b'):\n    print(a, {1})\nprint('behind', {2})\n"),
    "async-comprehension": ("comprehensions", "print([(n, {1}) for n in 'xy'])\nprint({{n: {2} async for n in items()}})\n"),
    "async-for": ("an async for loop", "async for n in items():\n    print(n, {1})\nelse:\n    print('else', {2})\n"),
}  # fmt: skip

MANAGERS = {
    "with": """
class Manager:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self.name

    def __exit__(self, kind, error, traceback):
        print("exit", self.name, repr(error))
""",
    "async-with": """
class AsyncManager:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        print("enter", self.name)
        return self.name

    async def __aexit__(self, kind, error, traceback):
        print("exit", self.name, repr(error))
""",
    "items": """
async def items():
    yield "first"
    yield "second"
""",
    "say": """
def say(value):
    print("say", value)
    return value
""",
    "ask": """
@types.coroutine
def ask(question):
    return (yield question)
""",
}

STEP = """
def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))
"""


@dataclass(frozen=True)
class Form:
    """A form that suspends: its definition, its suspension, and how it is driven."""

    name: str
    words: str
    header: str
    suspension: str
    begin: str
    send: str
    throw: str
    close: str
    outer: str
    features: tuple[str, ...]
    rules: dict[str, str]
    chapters: dict[str, str]

    @property
    def is_async(self) -> bool:
        return self.header.startswith("async")


FORMS = [
    Form(
        "def",
        "a generator",
        "def body():",
        "(yield {})",
        "o = body()\nstep(lambda: o.send(None))\n",
        "step(lambda: o.send({!r}))\n",
        "step(lambda: o.throw(KeyError('thrown')))\n",
        "step(lambda: o.close())\n",
        "def outer():\n    print('result', (yield from body()))\n",
        ("generator",),
        {"send": "generator/send", "throw": "generator/throw", "close": "generator/close", "drop": "drop/closed", "await": "yield-from/transparent"},
        {"send": "life-cycle", "throw": "throw-and-close", "close": "throw-and-close", "drop": "finalisation", "await": "delegation"},
    ),
    Form(
        "async-def",
        "a coroutine",
        "async def body():",
        "(await ask({}))",
        "o = body()\nstep(lambda: o.send(None))\n",
        "step(lambda: o.send({!r}))\n",
        "step(lambda: o.throw(KeyError('thrown')))\n",
        "step(lambda: o.close())\n",
        "async def outer():\n    print('result', await body())\n",
        ("coroutine", "types-coroutine"),
        {"send": "coroutine/send", "throw": "coroutine/throw", "close": "coroutine/close", "drop": "drop/closed", "await": "await/delegation"},
        {"send": "life-cycle", "throw": "throw-and-close", "close": "throw-and-close", "drop": "finalisation", "await": "await"},
    ),
    Form(
        "async-gen-yield",
        "an asynchronous generator, at its yield",
        "async def body():",
        "(yield {})",
        "o = body()\nstep(lambda: o.__anext__().send(None))\n",
        "step(lambda: o.asend({!r}).send(None))\n",
        "step(lambda: o.athrow(KeyError('thrown')).send(None))\n",
        "step(lambda: o.aclose().send(None))\n",
        "async def outer():\n    async for item in body():\n        print('item', item)\n",
        ("async-generator",),
        {"send": "async-generator/asend", "throw": "async-generator/athrow", "close": "async-generator/aclose", "drop": "async-generator/finaliser", "await": "async-for/protocol"},
        {"send": "async-generators", "throw": "async-generators", "close": "async-generators", "drop": "finalisation", "await": "async-for-and-with"},
    ),
    Form(
        "async-gen-await",
        "an asynchronous generator, at its await",
        "async def body():",
        "(await ask({}))",
        "o = body()\nawaitable = o.__anext__()\nstep(lambda: awaitable.send(None))\n",
        "step(lambda: awaitable.send({!r}))\n",
        "step(lambda: awaitable.throw(KeyError('thrown')))\n",
        "step(lambda: awaitable.close())\n",
        "async def outer():\n    async for item in body():\n        print('item', item)\n",
        ("async-generator", "types-coroutine"),
        {"send": "async-generator/yield-ends-asend", "throw": "async-generator/asend", "close": "async-generator/awaitable-close", "drop": "async-generator/finaliser", "await": "async-for/protocol"},
        {"send": "async-generators", "throw": "async-generators", "close": "async-generators", "drop": "finalisation", "await": "async-for-and-with"},
    ),
]  # fmt: skip

DRIVES = ["send", "throw-1", "throw-2", "close-1", "close-2", "drop-1", "drop-2", "await"]
WORDS = {
    "send": "sent to until it ends",
    "throw": "thrown into",
    "close": "closed",
    "drop": "dropped",
    "await": "driven through another of its form",
}
SENT = ["a", "b", "c", "d", "e"]


def cases() -> Iterator[tuple[Path, str]]:
    """Every generated case: its file and its text."""
    for form in FORMS:
        for place in PLACES:
            if _stands(form, place):
                for drive in DRIVES:
                    yield _case(form, place, drive)
    for chapter, name, text in syntax_cases():
        yield GENERATED / chapter / f"{name}.py", text


def _stands(form: Form, place: str) -> bool:
    """Whether the form's suspension can stand in a place: a ``yield`` cannot in a comprehension."""
    if place == "async-comprehension":
        return "await" in form.suspension
    return form.is_async or not place.startswith("async")


def _case(form: Form, place: str, drive: str) -> tuple[Path, str]:
    what, _, point = drive.partition("-")
    where = f" at suspension {point}" if point else ""
    words, template = PLACES[place]
    features = [*form.features, *_features(form, place, what)]
    head = [
        "# ---",
        f"# description: Suspensions in {words} of {form.words}, {WORDS[what]}{where}.",
        f"# rule: {form.rules[what]}",
        f"# features: [{', '.join(features)}]",
        "# generated: true",
        "# ---",
        "",
    ]
    body = _body(form, template)
    text = "\n".join(head) + _prelude(body, what) + body + _program(form, what, int(point or 0))
    return GENERATED / form.chapters[what] / f"gen-{form.name}-{place}-{drive}.py", text


def _features(form: Form, place: str, what: str) -> list[str]:
    found = [place] if place in ("match", "async-with", "async-for", "async-comprehension") else []
    if what == "drop" or what == "close" and form.name == "async-gen-await":
        found.append("finalisation")  # up to 3.12 nothing is closed by the close() of an awaitable
    if what == "await":
        found.append({"def": "yield-from", "async-def": "await"}.get(form.name, "async-for"))
    return [feature for feature in dict.fromkeys(found) if feature != "await"]


def _body(form: Form, template: str) -> str:
    text = template.format("", *[form.suspension.format(n) for n in (1, 2)])
    if form.name.startswith("async-gen"):
        text = text.replace("return_('result')", "return").replace("return_('from finally')", "return  # noqa: B012")
    text = text.replace("return_('result')", "return 'result'")
    text = text.replace("return_('from finally')", "return 'from finally'  # noqa: B012")
    if form.name == "async-gen-await":
        text = "if False:\n    yield\n" + text
    return f"\n\n{form.header}\n{textwrap.indent(text, '    ')}"


def _prelude(body: str, what: str) -> str:
    parts = [
        name
        for name, mark in (
            ("ask", "ask("), ("say", "say("), ("with", " Manager("), ("async-with", "AsyncManager("), ("items", "items()")
        )
        if mark in body
    ]  # fmt: skip
    imports = [name for name, used in (("sys", what == "drop"), ("types", "ask" in parts)) if used]
    text = "\n".join(f"import {name}" for name in imports) + ("\n" if imports else "")
    if what == "drop":
        text += "\nsys.unraisablehook = lambda args: print('ignored:', repr(args.exc_value))\n"
    text += "".join(f"\n{MANAGERS[part]}" for part in parts)
    return "\n" + (text + f"\n{STEP}").lstrip("\n")


def _program(form: Form, what: str, point: int) -> str:
    if what == "await":
        drive = "".join(f"step(lambda: o.send({value!r}))\n" for value in [None, *_sent(form)])
        return f"\n\n{form.outer}\n\no = outer()\n{drive}"
    if what == "send":
        return f"\n\n{form.begin}" + "".join(form.send.format(value) for value in SENT)
    before = "".join(form.send.format(value) for value in SENT[: point - 1])
    if what == "drop":
        gone = "del awaitable\n" if form.name == "async-gen-await" else ""
        return f"\n\n{form.begin}{before}{gone}del o\nprint('dropped')\n"
    operation = form.throw if what == "throw" else form.close
    after = "".join(form.send.format(value) for value in SENT[2:4])
    return f"\n\n{form.begin}{before}{operation}{after}"


def _sent(form: Form) -> list[str | None]:
    return [None] * 3 if form.name == "async-gen-yield" else [*SENT]


def stale() -> list[str]:
    """What is not as the generator would write it."""
    wanted = dict(cases())
    wrong = [f"{path.relative_to(KIT)}: differs" for path, text in wanted.items() if _read(path) != text]
    return wrong + [f"{path.relative_to(KIT)}: is no longer generated" for path in there() if path not in wanted]


def there() -> list[Path]:
    """The generated cases that are there."""
    return sorted(GENERATED.glob("*/*.py"))


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def main() -> int:
    """Write, or with ``--check`` compare."""
    if sys.argv[1:] == ["--check"]:
        print("\n".join(stale()) or "up to date")
        return 1 if stale() else 0
    wanted = dict(cases())
    for path in there():
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    print(f"{len(wanted)} cases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
