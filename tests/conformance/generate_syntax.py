"""Cases of programs that the compiler refuses: one that must not begin to run, and one that shows message and position."""

from collections.abc import Iterator

REFUSED = [
    ("await-in-module", "await-outside-function", "await x"),
    ("await-in-class", "await-outside-function", "class C:\n    await x"),
    ("await-in-default", "await-outside-function", "async def f(a=await x): pass"),
    ("await-in-decorator", "await-outside-function", "@(await x)\nasync def f(): pass"),
    ("await-in-base", "await-outside-function", "class C(await x): pass"),
    ("await-in-def", "await-outside-async-function", "def f():\n    await x"),
    ("await-in-lambda", "await-outside-async-function", "async def f():\n    return lambda: await x"),
    ("await-in-nested-def", "await-outside-async-function", "async def f():\n    def g():\n        return await x"),
    ("await-in-listcomp-of-def", "asynchronous-comprehension-outside-async-function", "def f():\n    return [await x for x in y]"),
    ("async-for-in-module", "async-for-outside-async-function", "async for x in y:\n    pass"),
    ("async-for-in-def", "async-for-outside-async-function", "def f():\n    async for x in y:\n        pass"),
    ("async-for-in-class", "async-for-outside-async-function", "async def f():\n    class C:\n        async for x in y:\n            pass"),
    ("async-with-in-module", "async-with-outside-async-function", "async with x:\n    pass"),
    ("async-with-in-def", "async-with-outside-async-function", "def f():\n    async with x as y:\n        pass"),
    ("async-listcomp-in-def", "asynchronous-comprehension-outside-async-function", "def f():\n    return [x async for x in y]"),
    ("async-dictcomp-in-module", "asynchronous-comprehension-outside-async-function", "{x: 1 async for x in y}"),
    ("async-setcomp-in-lambda", "asynchronous-comprehension-outside-async-function", "async def f():\n    return lambda: {x async for x in y}"),
    ("yield-in-module", "yield-outside-function", "yield"),
    ("yield-in-class", "yield-outside-function", "def f():\n    class C:\n        x = yield 1"),
    ("yield-in-default-of-module", "yield-outside-function", "def f(a=(yield)): pass"),
    ("yield-from-in-module", "yield-from-outside-function", "yield from x"),
    ("yield-from-in-class", "yield-from-outside-function", "class C:\n    yield from x"),
    ("yield-from-in-async", "yield-from-inside-async-function", "async def f():\n    yield from x"),
    ("yield-from-in-async-lambda-default", "yield-from-inside-async-function", "async def f():\n    lambda a=(yield from x): a"),
    ("return-in-module", "return-outside-function", "return"),
    ("return-in-class", "return-outside-function", "def f():\n    class C:\n        return 1"),
    ("return-value-in-agen", "return-value-in-async-generator", "async def f():\n    yield\n    return 1"),
    ("return-none-in-agen", "return-value-in-async-generator", "async def f():\n    return None\n    yield"),
    ("yield-in-listcomp", "yield-inside-comprehension", "def f():\n    [(yield x) for x in y]"),
    ("yield-in-setcomp", "yield-inside-comprehension", "def f():\n    {(yield x) for x in y}"),
    ("yield-in-dictcomp", "yield-inside-comprehension", "def f():\n    {(yield x): 1 for x in y}"),
    ("yield-in-genexp", "yield-inside-comprehension", "def f():\n    list((yield x) for x in y)"),
    ("yield-in-condition-of-comp", "yield-inside-comprehension", "def f():\n    [x for x in y if (yield)]"),
    ("yield-from-in-comp", "yield-inside-comprehension", "def f():\n    [(yield from x) for x in y]"),
    ("yield-in-future-annotation", "yield-in-annotation", "from __future__ import annotations\ndef f(x: (yield)): pass"),
    ("await-in-future-annotation", "await-in-annotation", "from __future__ import annotations\nasync def f():\n    x: (await y) = 1"),
    ("walrus-in-future-annotation", "named-expression-in-annotation", "from __future__ import annotations\nx: (y := 1) = 2"),
    ("walrus-in-iterable", "named-expression-in-iterable", "[x for x in (y := [1])]"),
    ("walrus-in-inner-iterable", "named-expression-in-iterable", "[x for z in [1] for x in (y := [1])]"),
    ("walrus-iteration-variable", "named-expression-rebinds-iteration-variable", "[(x := 1) for x in [1]]"),
    ("walrus-in-class-comp", "named-expression-in-class-comprehension", "class C:\n    [(x := 1) for y in [1]]"),
    ("walrus-then-for", "iteration-rebinds-named-expression", "[x for a in [1] if (b := a) for b in [1]]"),
    ("await-minus", "await/precedence", "async def f():\n    await -x"),
    ("await-await", "await/precedence", "async def f():\n    await await x"),
    ("await-not", "await/precedence", "async def f():\n    await not x"),
    ("await-lambda", "await/precedence", "async def f():\n    await lambda: x"),
    ("await-nothing", "await/precedence", "async def f():\n    await"),
    ("assign-to-await", "no-target", "async def f():\n    await x = 1"),
    ("augment-await", "no-target", "async def f():\n    await x += 1"),
    ("delete-await", "no-target", "async def f():\n    del await x"),
    ("assign-to-yield", "no-target", "def f():\n    (yield x) = 1"),
    ("delete-yield", "no-target", "def f():\n    del (yield)"),
    ("async-alone", "keywords", "async x = 1"),
    ("async-as-name", "keywords", "async = 1"),
    ("await-as-name", "keywords", "await = 1"),
    ("except-and-except-star", "exceptions/except-star", "try:\n    pass\nexcept A:\n    pass\nexcept* B:\n    pass"),
    ("break-in-except-star", "exceptions/except-star", "for x in y:\n    try:\n        pass\n    except* A:\n        break"),
    ("return-in-except-star", "exceptions/except-star", "def f():\n    try:\n        pass\n    except* A:\n        return 1"),
]  # fmt: skip

ACCEPTED = [
    ("await-genexp-in-def", "await-outside-async-function", "def f():\n    return (await x for x in y)"),
    ("async-genexp-in-def", "asynchronous-comprehension-outside-async-function", "def f():\n    return (x async for x in y)"),
    ("async-genexp-in-module", "asynchronous-comprehension-outside-async-function", "def items(): pass\nf = lambda: (x async for x in y)"),
    ("await-in-default-of-nested", "await-outside-async-function", "async def f():\n    def g(a=await x): pass"),
    ("await-in-base-of-nested", "await-outside-function", "async def f():\n    class C(await x): pass"),
    ("yield-in-first-iterable", "yield-inside-comprehension", "def f():\n    return [x for x in (yield)]"),
    ("return-in-agen", "return-value-in-async-generator", "async def f():\n    yield\n    return"),
    ("await-in-fstring", "await-outside-async-function", "async def f():\n    return f'{await x}'"),
    ("await-as-attribute-operand", "await-outside-async-function", "async def f():\n    (await x).y[await z](*await a, **await b)"),
    ("yield-in-lambda", "yield-outside-function", "f = lambda: (yield)"),
    ("async-inner-listcomp", "asynchronous-comprehension-outside-async-function", "async def f():\n    return [[y async for y in x] for x in z]"),
]  # fmt: skip


SINCE_3_11 = ("async-inner-listcomp",)


def syntax_cases() -> Iterator[tuple[str, str, str]]:
    """Chapter, name and text of each."""
    for name, rule, program in REFUSED:
        star = rule == "exceptions/except-star"
        rule_id = rule if "/" in rule else f"syntax/{rule}"
        features = ", except-star" if star else ""
        low = "# min-python: 3.11\n" if star else "# min-python: 3.10\n" if "future-annotation" in name else ""
        head = f"# rule: {rule_id}\n# features: [syntax{features}]\n{low}"
        yield "syntax", f"gen-{name}", _refused(name, head, program)
        low = low or "# min-python: 3.10\n"  # SyntaxError has no end_lineno before
        head = f"# rule: {rule_id}\n# features: [syntax{features}, messages]\n{low}"
        yield "syntax", f"gen-{name}-message", _message(name, head, program)
    for name, rule, program in ACCEPTED:
        low = "# min-python: 3.11\n" if name in SINCE_3_11 else ""
        yield "syntax", f"gen-{name}", _accepted(name, f"# rule: syntax/{rule}\n# features: [syntax]\n{low}", program)


def _words(name: str) -> str:
    return name.replace("-", " ")


def _refused(name: str, head: str, program: str) -> str:
    return (
        f"# ---\n# description: Refused before anything runs ({_words(name)}).\n{head}"
        f"# negative: {{phase: parse, type: SyntaxError}}\n# generated: true\n# ---\n\n"
        f"{_with_print(program)}\n"
    )


def _with_print(program: str) -> str:
    """The program behind a print that must not run; a future import has to stay in front."""
    first, _, rest = program.partition("\n")
    if first.startswith("from __future__"):
        return f"{first}\n\nprint('never')\n{rest}"
    return f"print('never')\n{program}"


def _message(name: str, head: str, program: str) -> str:
    return (
        f"# ---\n# description: The message and the position of the refusal ({_words(name)}).\n{head}"
        f"# generated: true\n# ---\n\n"
        f"try:\n    compile({program!r}, 'program.py', 'exec')\nexcept SyntaxError as error:\n"
        f"    print(error.msg)\n    print(error.lineno, error.offset, error.end_lineno, error.end_offset)\n"
    )


def _accepted(name: str, head: str, program: str) -> str:
    return (
        f"# ---\n# description: Accepted ({_words(name)}).\n{head}# generated: true\n# ---\n\n"
        f"code = compile({program!r}, 'program.py', 'exec')\nprint(type(code).__name__)\n"
    )
