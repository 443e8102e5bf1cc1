"""Functions are pickled with their code, as cloudpickle and dill do it, and the copies run."""

import asyncio
import contextlib
import copyreg
import functools
import pickle
import types


def parts(code):
    return (
        code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_nlocals, code.co_stacksize,
        code.co_flags, code.co_code, code.co_consts, code.co_names, code.co_varnames, code.co_filename, code.co_name,
        code.co_qualname, code.co_firstlineno, code.co_linetable, code.co_exceptiontable, code.co_freevars,
        code.co_cellvars,
    )  # fmt: skip


def built(*fields):
    return types.CodeType(*fields)


copyreg.pickle(types.CodeType, lambda code: (built, parts(code)))


def copied(function):
    code = pickle.loads(pickle.dumps(function.__code__))
    made = types.FunctionType(code, globals(), function.__name__, function.__defaults__, function.__closure__)
    made.__kwdefaults__ = function.__kwdefaults__
    return made


def decorated(function):
    @functools.wraps(function)
    def called(*given):
        return function(*given)

    called.inner = function
    return called


def outer(factor):
    def numbers(count, start=1, *, step=2):
        try:
            for i in range(start, count, step):
                got = yield i * factor
                if got:
                    print("got", got)
        finally:
            print("finally", count)

    @decorated
    def letters():
        yield from (letter * factor for letter in "ab")

    def plain():
        return sum(i * factor for i in range(4)), [j for j in (i + 1 for i in range(3))]

    async def waits(n):
        async with contextlib.AsyncExitStack() as stack:
            stack.callback(print, "left", n)
            await asyncio.sleep(0)
            return [x async for x in items(n)]

    async def items(n):
        for i in range(n):
            yield i
            await asyncio.sleep(0)

    def unbound(flag):
        if flag:
            value = 1
        yield
        try:
            raise KeyError("k")
        except KeyError as error:
            yield repr(error)
        print(value)

    return numbers, letters.inner, plain, waits, unbound


def instructions(code):
    return code.co_code


def rebuilt(n):
    got = yield n
    yield got, n


numbers, letters, plain, waits, unbound = [copied(function) for function in outer(3)]
g = numbers(8)
print(next(g), g.send("x"), list(g), g.__name__, g.__qualname__, numbers.__code__.co_varnames)
g = numbers(5)
print(next(g), g.close())
g = numbers(5)
next(g)
try:
    g.throw(ValueError("thrown"))
except ValueError as error:
    print(repr(error))
print(list(letters()), letters().__qualname__)
print(plain())
print(asyncio.run(waits(3)))
print(list(unbound(True)))
try:
    list(unbound(False))
except UnboundLocalError as error:
    print(error)
rebuilt.__code__ = rebuilt.__code__.replace(co_code=instructions(rebuilt.__code__))  # read in a function of its own
g = rebuilt(3)
print(next(g), g.send("x"))
