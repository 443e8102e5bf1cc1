"""An exception that a program keeps must not keep objects that only the interpreter's finished calls refer to.

A traceback refers to host frames, and each of them to the frame that called it (``f_back``).  Between two frames of the
program these are the interpreter's methods (``send``, ``throw_into``, ``close_iter``, …).  They delete their variables when they end.
"""

import gc
from types import FrameType, MethodType
from typing import Any

import pytest

from minicoro.core.generators import Driver
from minicoro.core.objects import Suspendable
from minicoro.exact import host_frames, variables
from tests.hunt.compare import hooks, sides

PROGRAM = """
import types

kept = []

class Bare:
    def __await__(self):
        return self
    __iter__ = __await__
    def __next__(self):
        return 1

class Sends(Bare):
    def send(self, value):
        return 1

class Raises(Bare):
    resumed = 0
    def __next__(self):
        self.resumed += 1
        if self.resumed > 1:
            raise KeyError
        return 1

class RaisesWhenSent(Raises):
    def send(self, value):
        return self.__next__()

class RaisesWhenClosed(Bare):
    def close(self):
        raise KeyError

class RaisesWhenThrown(RaisesWhenClosed):
    def throw(self, *thrown):
        raise KeyError

WAITS = [Bare, Sends, Raises, RaisesWhenSent, RaisesWhenClosed, RaisesWhenThrown]

def functions(wait):
    def delegates():
        try:
            yield from wait()
        except BaseException as error:
            kept.append(error)
            yield 2

    def yields():
        try:
            yield
        except BaseException as error:
            kept.append(error)
            yield 2

    async def awaits():
        try:
            await wait()
        except BaseException as error:
            kept.append(error)
            await Bare()

    async def cleans_up():
        try:
            await wait()
        finally:
            await Bare()

    async def gives():
        try:
            yield 1
            await wait()
        except BaseException as error:
            kept.append(error)
            await Bare()
            yield 2

    async def gives_nothing():
        try:
            await wait()
        except BaseException as error:
            kept.append(error)
            yield 2

    return [delegates, yields, types.coroutine(delegates), awaits, cleans_up, gives, gives_nothing]

class Given:
    def __init__(self, iterator):
        self.iterator = iterator
    def __await__(self):
        return self.iterator

def object_of(made, how):
    "The object, or one that drives it."
    if how == "itself":
        return made
    if isinstance(made, types.AsyncGeneratorType):
        async def gives():
            async for item in made:
                yield item
        async def iterates():
            async for item in made:
                pass
        async def calls():
            await made.__anext__()
            await made.asend(None)
            await made.athrow(KeyError)
        async def nested():
            await iterates()
        return {"once": iterates, "deep": nested, "wrapped": calls, "given": gives}[how]()
    if isinstance(made, types.GeneratorType) and not made.gi_code.co_flags & 256:
        def delegates():
            yield from made
        def nested():
            yield from delegates()
        def gives():
            for item in made:
                yield item
        async def wraps():
            await Given(made)
        return {"once": delegates, "deep": nested, "wrapped": wraps, "given": gives}[how]()
    async def awaits():
        await made
    async def nested():
        await awaits()
    async def wraps():
        await Given(made.__await__() if hasattr(made, "__await__") else made)
    async def gives():
        await made
        yield 3
    return {"once": awaits, "deep": nested, "wrapped": wraps, "given": gives}[how]()

def act(o, how):
    "Begin the object, do something with it, and drop it."
    generator = o
    if isinstance(o, types.AsyncGeneratorType):
        o = o.__anext__()
    elif how.startswith("a"):
        o = getattr(o, "__await__", o.__iter__ if hasattr(o, "__iter__") else None)()
    try:
        o.send(None)
        match how:
            case "send": o.send(5)
            case "next": next(o), next(o)
            case "throw": o.throw(ValueError)
            case "throw exit": o.throw(GeneratorExit)
            case "throw stop": o.throw(StopIteration(3))
            case "close": o.close()
            case "aclose": generator.aclose().send(None)
            case "athrow": generator.athrow(ValueError).send(None)
            case "asend":
                try:
                    o.send(None)
                except StopIteration:
                    o = generator.asend(None)
                    o.send(None)
                    o.close()
    except BaseException as error:
        kept.append(error)
"""

WAYS = ["itself", "once", "deep", "wrapped", "given"]
ACTS = ["send", "next", "throw", "throw exit", "throw stop", "close", "aclose", "athrow", "asend", "drop"]


def is_alive(value: Any) -> bool:
    """Whether it is an object of the interpreter that has not ended, or refers to one."""
    bases: Any = type.__dict__["__mro__"].__get__(type(value))
    if Suspendable in bases:
        return bool(value.state >= 0)
    if type(value) is MethodType:
        return is_alive(value.__self__)
    if type(value) in (tuple, list):
        return any([is_alive(item) for item in value])
    return Driver in bases


def frames_of(error: BaseException | None, seen: set[int]) -> list[FrameType]:
    """The host frames to which the tracebacks of an exception and of its contexts refer, and their callers."""
    found: list[FrameType] = []
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        traceback = error.__traceback__
        while traceback is not None:
            frame: FrameType | None = traceback.tb_frame
            while frame is not None and frame not in found:
                found.append(frame)
                frame = host_frames.back_of(frame)
            traceback = traceback.tb_next
        error = error.__context__
    return found


def referring(program: dict[str, Any]) -> set[str]:
    """The variables of the interpreter's finished calls that refer to an object that has not ended."""
    found, seen = set(), set[int]()
    for error in program["kept"]:
        for frame in frames_of(error, seen):
            is_program = frame.f_code.co_filename == "<program>"
            if is_program or "_bootstrap" in frame.f_code.co_filename:
                local = dict(variables.locals_of(frame))
                names = [name for name in local if is_alive(local[name]) and (not is_program or name.startswith("$"))]
                found |= {f"{frame.f_code.co_qualname}: {name}" for name in names}
    program["kept"].clear()
    return found


@pytest.mark.parametrize("engine", ["compiled", "walked"])
def test_finished_calls_refer_to_nothing(engine: str) -> None:
    side, ends = sides()[1 if engine == "compiled" else 3], 0
    names: dict[str, Any] = {"__name__": "program"}
    found: dict[str, list[Any]] = {}
    with hooks(), side.listening([]):
        exec(side.compile(PROGRAM, "<program>", "exec"), names)
        for wait in names["WAITS"]:
            for number in range(len(names["functions"](wait))):
                for how in WAYS:
                    for act in ACTS:
                        names["act"](names["object_of"](names["functions"](wait)[number](), how), act)
                        ends += len(names["kept"])
                        for variable in referring(names):
                            found.setdefault(variable, []).append((wait.__name__, number, how, act))
        names.clear()
        gc.collect()  # the exceptions of closing objects in an order of the collector's are not printed
    assert ends > 1000
    assert not found, f"delete these variables when the function ends: {found}"
