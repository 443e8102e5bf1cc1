"""Generators and coroutines: their methods ``send``, ``throw`` and ``close`` (Objects/genobject.c)."""

from __future__ import annotations

import gc
from sys import exception
from typing import Any

from . import objects
from .engine import strip
from .kinds import Imitation
from .machine import Kind, Machine
from .objects import DELEGATES, LINKS, Suspendable, checked_throw, maker, new, raise_stop, value_or_stop
from .versions import RULES


class Driven(Suspendable):
    """The base class of objects with ``send``, ``throw`` and ``close``: generators and coroutines."""

    __slots__ = ()

    def send(self, value: object, /) -> Any:
        """Resume; ``value`` becomes the value of the innermost suspension.

        Rule: generator/send (PEP 342), coroutine/send (PEP 492)
        """
        try:
            if self.state > 0 or (self.state == 0 and value is None):
                if (
                    self.delegate is None
                    or self.delegate.delegate is None
                    or self.delegate.delegate.delegate is None
                    or not (self.chain or objects.may_be_deep())
                ):
                    result = self.run(self, value)
                else:
                    result = objects.resume_chain(self, value)
            else:
                result = self.resume(value)
        except BaseException as error:
            self = value = None  # type: ignore[assignment]  # lifetimes
            strip(error)
            raise
        if self.state >= 0:
            try:
                return result
            finally:
                self = value = result = None  # type: ignore[assignment]  # lifetimes
        self = value = None  # type: ignore[assignment]
        if result is not None and exception() is not None:  # here the StopIteration would get a context
            raise_stop((result, result := None)[0])
        raise StopIteration if result is None else StopIteration((result, result := None)[0])

    def throw(self, *thrown: Any) -> Any:
        """Raise an exception at the innermost suspension.  Rule: generator/throw (PEP 342), coroutine/throw (PEP 492)"""
        try:
            result = self.throw_into(checked_throw("throw", thrown))
            return value_or_stop(self, result)
        except BaseException as error:
            strip(error)
            raise
        finally:
            self = thrown = result = None  # type: ignore[assignment]  # lifetimes

    def close(self) -> Any:
        """Raise GeneratorExit where the object is suspended; it must end.

        Rule: generator/close (PEP 342), coroutine/close (PEP 492)
        """
        try:
            return self.shut()
        except BaseException as error:
            strip(error)
            raise
        finally:
            del self


def add_names(*kinds: type) -> None:
    """Give the objects of these classes a ``__name__`` and ``__qualname__`` of their own: those of the function ``run``.

    In a class statement these two names would name the class itself, so the properties are put into its dictionary later.
    Rule: lifecycle/names
    """
    for kind in kinds:
        (namespace,) = [found for found in gc.get_referents(kind.__dict__) if type(found) is dict]
        namespace |= {name: _name_property(name) for name in ("__name__", "__qualname__")}
        kind.KIND = kind.KIND  # type: ignore[attr-defined]  # makes the host notice that the class has changed


def _name_property(name: str) -> property:
    def get(o: Suspendable) -> str:
        return getattr(o.run, name)  # type: ignore[no-any-return]

    def put(o: Suspendable, value: object = None) -> None:
        if not isinstance(value, str):
            raise TypeError(f"{name} must be set to a string object")
        setattr(o.run, name, value)

    return property(get, put, put)


class Generator(Driven):
    """The result of calling a generator function or evaluating a generator expression (PEP 255, 342, 380)."""

    __slots__ = ()
    KIND = Kind.GENERATOR.value
    SHORT = "GEN"

    def __iter__(self) -> Generator:
        return self

    def __next__(self) -> Any:
        try:
            if self.state >= 0:
                if (
                    self.delegate is None
                    or self.delegate.delegate is None
                    or self.delegate.delegate.delegate is None
                    or not (self.chain or objects.may_be_deep())
                ):
                    result = self.run(self, None)
                else:
                    result = objects.resume_chain(self, None)
            else:
                result = self.unready(None)
        except BaseException as error:
            self = None  # type: ignore[assignment]  # lifetimes
            strip(error)
            raise
        if self.state >= 0:
            try:
                return result
            finally:
                self = result = None  # type: ignore[assignment]  # lifetimes
        self = None  # type: ignore[assignment]
        if result is not None and exception() is not None:
            raise_stop((result, result := None)[0])
        raise StopIteration if result is None else StopIteration((result, result := None)[0])

    gi_running = property(Suspendable.is_running)
    gi_suspended = property(Suspendable.is_suspended)
    gi_yieldfrom = property(Suspendable.awaited)
    gi_code = property(lambda self: objects.code_of(self))
    gi_frame = property(lambda self: objects.frame_of(self))
    if RULES.shows_state:
        gi_state = property(Suspendable.shown_state)


def make_generator(run: Any, machine: Machine, saved: object) -> Generator:
    """A just-created generator.  Rule: call/suspendable"""
    o: Generator = new(Generator)
    o.run, o.machine, o.saved, o.state = run, machine, saved, 0
    o.delegate = o.caught = o.chain = None
    return o


class Coroutine(Driven):
    """The result of calling an ``async def`` function (PEP 492)."""

    __slots__ = ("origin",)
    KIND = Kind.COROUTINE.value
    SHORT = "CORO"

    def ended(self, thrown: tuple[Any, ...] | None) -> Any:
        """Rule: await/reuse: a coroutine runs once."""
        raise RuntimeError("cannot reuse already awaited coroutine")

    def __await__(self) -> CoroutineWrapper:
        """Rule: await/wrapper.  An ``await`` in code of the host checks as `delegate_of_await` does (await/already-awaited)."""
        if self.awaited() is not None and objects.host_operation() == "GET_AWAITABLE":
            raise RuntimeError("coroutine is being awaited already")
        return wrapper_of(self)

    cr_origin = property(lambda self: getattr(self, "origin", None))
    cr_running = property(Suspendable.is_running)
    cr_suspended = property(Suspendable.is_suspended)
    cr_await = property(Suspendable.awaited)
    cr_code = property(lambda self: objects.code_of(self))
    cr_frame = property(lambda self: objects.frame_of(self))
    if RULES.shows_state:
        cr_state = property(Suspendable.shown_state)


def make_coroutine(run: Any, machine: Machine, saved: object) -> Coroutine:
    """A just-created coroutine.  Rule: call/suspendable"""
    o: Coroutine = new(Coroutine)
    o.run, o.machine, o.saved, o.state = run, machine, saved, 0
    o.delegate = o.caught = o.chain = None
    if objects.SHARED.origin_of is not None:
        o.origin = objects.SHARED.origin_of()  # type: ignore[attr-defined]
    return o


class Driver(metaclass=Imitation):
    """An iterator that drives another object.  It can be a delegate: it has ``run`` and ``state`` as in `engine`."""

    __slots__ = ()
    delegate, item = None, False
    __getstate__ = Suspendable.__getstate__

    def run(self, _: object, sent: object) -> Any:
        raise NotImplementedError

    def unready(self, sent: object) -> Any:
        return self.run(self, sent)

    def throw_into(self, thrown: tuple[Any, ...]) -> Any:
        raise NotImplementedError

    def result_of(self, value: object) -> Any:
        """The result of a method after a resumption; see `value_or_stop`."""
        return value_or_stop(self, value)

    def __iter__(self) -> Any:
        return self

    def __next__(self) -> Any:
        try:
            return self.send(None)
        except BaseException as error:
            strip(error)
            raise
        finally:
            del self  # lifetimes: see `core.engine`

    def send(self, value: object, /) -> Any:
        try:
            value = self.run(self, value)
            return self.result_of(value)
        except BaseException as error:
            strip(error)
            raise
        finally:
            del self, value

    def throw(self, *thrown: Any) -> Any:
        result = None
        try:
            result = self.throw_into(checked_throw("throw", thrown))
            return self.result_of(result)
        except BaseException as error:
            strip(error)
            raise
        finally:
            del self, thrown, result


class CoroutineWrapper(Driver):
    """The result of ``coroutine.__await__()``: an iterator that drives the coroutine.  Rule: await/wrapper"""

    __slots__ = ("_coroutine",)
    _coroutine: Coroutine
    state = property(lambda self: self._coroutine.state)

    def run(self, _: object, sent: object) -> Any:
        o = self._coroutine
        try:
            return o.run(o, sent) if o.state > 0 or (o.state == 0 and sent is None) else o.resume(sent)
        finally:
            del self, _, o, sent

    def throw_into(self, thrown: tuple[Any, ...]) -> Any:
        try:
            return self._coroutine.throw_into(thrown)
        finally:
            del self, thrown

    def close(self) -> Any:
        try:
            return self._coroutine.close()
        finally:
            del self

    def __repr__(self) -> str:
        return f"<coroutine_wrapper object at {id(self):#x}>"


def wrapper_of(coroutine: Coroutine) -> CoroutineWrapper:
    """The coroutine as an iterator."""
    o: CoroutineWrapper = new(CoroutineWrapper)
    o._coroutine = coroutine
    return o


objects.SHARED.Generator, objects.SHARED.Coroutine = Generator, Coroutine
objects.SHARED.new_generator, objects.SHARED.new_coroutine = maker(Generator), maker(Coroutine)
LINKS |= {Generator, Coroutine}
DELEGATES |= {id(Generator), id(Coroutine), id(CoroutineWrapper)}
add_names(Generator, Coroutine)
