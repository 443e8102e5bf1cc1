"""A text that begins like the interpreter's own constants is the program's, wherever it stands."""

"\0minicoro:hello"


def f(a="\0minicoro:Take", *, b="\0minicoro:0"):
    "\0minicoro:doc"
    print(repr(a), repr(b), repr("\0minicoro:Next"), ("\0minicoro:0", 1), f"\0minicoro:{a!r}")


f()
print(repr(f.__doc__))


def g():
    "\0minicoro:1"
    x = "\0minicoro:1"
    yield x
    yield "\0minicoro:Throw" + x
    yield from ["\0minicoro:hello", lambda: "\0minicoro:Next"]


*values, last = g()
print([*map(repr, values)], repr(last()), repr(g.__doc__))


class C:
    "\0minicoro:0"

    match "\0minicoro:Take":
        case "\0minicoro:Take":
            print("matched")


print(repr(C.__doc__), [*("\0minicoro:0" for _ in "x")])


async def defaults():
    def function(given=list(text for text in ["\0minicoro:Take"]), *, other=(lambda: "\0minicoro:text Take")()):
        return given, other, (lambda text="\0minicoro:1": text)()

    return function()


try:
    defaults().send(None)
except StopIteration as end:
    print(end.value)
