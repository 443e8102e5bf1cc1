"""Random programs: functions of the four kinds with suspensions anywhere, and a script that drives them."""

import random
from dataclasses import replace

from tests.hunt.expressions import NAMES, Place, Writer

KINDS = ("def", "gen", "coro", "agen")
DEPTH = 2


def program(chance: random.Random, size: int = 3) -> str:
    """One program, without its prelude."""
    writer = Programs(chance)
    writer.raising = chance.choice((0.0, 0.03, 0.08, 0.15))
    suspends = chance.choice((0.05, 0.2, 0.4, 0.7))
    functions: tuple[tuple[str, str], ...] = ()
    for index in range(chance.choice((1, 1, 2, 3))):
        kind = KINDS[chance.choice((0, 1, 1, 2, 2, 3, 3))]
        name = f"{kind}{index}"
        writer.define(name, Place(kind, suspends, functions=functions), size)
        functions = (*functions, (name, kind))
    writer.lines.append("hooks = Hooks()")
    writer.lines.append("sys.set_asyncgen_hooks(hooks.first, hooks.final)")
    for name, kind in reversed(functions):
        writer.script(name, kind)
    writer.lines.append("del o, p, e")
    writer.lines.append("finish(hooks)")
    return "\n".join(writer.lines) + "\n"


class Programs(Writer):
    """Writes statements, functions and scripts."""

    def add(self, indent: int, text: str) -> None:
        self.lines.append("    " * indent + text)

    def define(self, name: str, place: Place, size: int) -> None:
        word = "async def" if place.awaits else "def"
        self.add(0, f"{word} {name}(a, b=2, *args, **kwargs):")
        for _ in range(self.chance.randrange(1, 4)):
            self.statement(place, 1, size)
        if place.kind in ("gen", "agen"):
            self.add(1, f"yield t({self.next()})")
        if self.maybe(0.5):
            self.add(1, "return" if place.kind == "agen" else f"return {self.expression(place, DEPTH)}")

    def block(self, place: Place, indent: int, size: int) -> None:
        for _ in range(self.chance.choice((1, 1, 2, 3))):
            self.statement(place, indent, size - 1)

    def statement(self, place: Place, indent: int, size: int) -> None:
        if size <= 0 or self.maybe(0.35):
            self.simple(place, indent)
        else:
            _COMPOUND[self.chance.randrange(len(_COMPOUND))](self, place, indent, size)

    # Simple statements

    def simple(self, place: Place, indent: int) -> None:
        e = self.expression(place, DEPTH)
        kind = self.chance.randrange(20)
        if kind < 5:
            self.add(indent, e)
        elif kind < 8:
            targets = " = ".join([self.target(place, 1) for _ in range(self.chance.choice((1, 1, 1, 2)))])
            self.add(indent, f"{targets} = {e}")
        elif kind < 10:
            self.add(indent, f"{self.single(place)} {self.pick('+=', '*=')} {e}")
        elif kind == 10:
            self.add(indent, f"{self.single(place)}: int = {e}")
        elif kind == 11:
            self.add(indent, f"del {self.pick(self.single(place), f'{self.single(place)}, {self.single(place)}')}")
        elif kind == 12:
            self.add(indent, self.pick(f"assert {e}", f"assert {e}, {self.expression(place, 1)}"))
        elif kind == 13:
            self.add(indent, "exc()")
        else:
            self.leaving(place, indent, e)

    def leaving(self, place: Place, indent: int, e: str) -> None:
        """A statement that leaves: return, break, continue, raise."""
        kind = self.chance.randrange(8)
        if kind < 2 and not place.star:
            self.add(indent, "return" if place.kind == "agen" else f"return {e}")
        elif kind < 4 and place.loop:
            self.add(indent, self.pick("break", "continue"))
        elif kind == 4:
            self.add(indent, f"raise {self.pick('E', 'F', 'ValueError')}({e})")
        elif kind == 5:
            self.add(indent, f"raise E({self.next()}) from {self.pick('F(1)', 'None', self.expression(place, 1))}")
        elif kind == 6 and (place.handled or self.maybe(0.2)):
            self.add(indent, "raise")
        else:
            self.add(indent, e)

    def single(self, place: Place) -> str:
        """A target that ``+=``, ``del`` and annotations take."""
        kind = self.chance.randrange(4)
        if kind == 0:
            return f"{self.expression(place, 1)}[{self.expression(place, 1)}]"
        if kind == 1:
            return f"{self.expression(place, 1)}[{self.expression(place, 0)}:{self.expression(place, 0)}]"
        if kind == 2:
            return self.attribute(place, 1)
        return self.pick(*NAMES)

    def target(self, place: Place, depth: int) -> str:
        if depth > 0 and self.maybe(0.3):
            items = [self.target(place, depth - 1) for _ in range(self.chance.choice((1, 2, 3)))]
            if self.maybe(0.5):
                items[0] = "*" + items[0]
            return f"({', '.join(items)},)" if self.maybe(0.5) else f"[{', '.join(items)}]"
        return self.single(place)

    # Compound statements

    def if_(self, place: Place, indent: int, size: int) -> None:
        self.add(indent, f"if {self.expression(place, DEPTH)}:")
        self.block(place, indent + 1, size)
        if self.maybe(0.3):
            self.add(indent, f"elif {self.expression(place, 1)}:")
            self.block(place, indent + 1, size)
        if self.maybe(0.4):
            self.add(indent, "else:")
            self.block(place, indent + 1, size)

    def while_(self, place: Place, indent: int, size: int) -> None:
        test = f"again({self.next()})"
        if place.awaits and self.maybe(0.4):
            test = f"await w({test})"
        elif place.yields and self.maybe(0.3):
            test = f"(yield from w({test}))" if place.kind == "gen" else f"((yield {test}), {test})[1]"
        if self.maybe(0.3):
            test = f"{test} and {self.expression(place, 1)}"
        self.add(indent, f"while {test}:")
        self.loop(place, indent, size)

    def for_(self, place: Place, indent: int, size: int) -> None:
        word, source = "for", self.expression(place, DEPTH)
        called = self.called("agen", place, 0)
        if place.awaits and self.maybe(0.5):
            word = "async for"
            source = called if called and self.maybe(0.5) else source
        elif self.maybe(0.3):
            source = self.called("gen", place, 0) or source
        self.add(indent, f"{word} {self.target(place, 1)} in {source}:")
        self.loop(place, indent, size)

    def loop(self, place: Place, indent: int, size: int) -> None:
        self.block(replace(place, loop=True, star=False), indent + 1, size)
        if self.maybe(0.3):
            self.add(indent, "else:")
            self.block(place, indent + 1, size)

    def try_(self, place: Place, indent: int, size: int) -> None:
        self.add(indent, "try:")
        self.block(place, indent + 1, size)
        handlers = self.chance.choice((0, 1, 1, 2))
        star = handlers > 0 and self.maybe(0.2)
        for index in range(handlers):
            self.handler(place, indent, size, star, last=index == handlers - 1)
        if handlers and self.maybe(0.3):
            self.add(indent, "else:")
            self.block(place, indent + 1, size)
        if not handlers or self.maybe(0.4):
            self.add(indent, "finally:")
            self.block(replace(place, handled=True), indent + 1, size)

    def handler(self, place: Place, indent: int, size: int, star: bool, last: bool) -> None:
        kinds = f"k({self.next()})"
        if self.maybe(0.3):
            kinds = self.wrapped(place, kinds)
        name = f" as {self.pick('e', 'c')}" if self.maybe(0.5) else ""
        if not star and last and self.maybe(0.3):
            kinds, name = "", ""
        self.add(indent, f"except{'*' if star else ''} {kinds}{name}:".replace("except :", "except:"))
        inside = replace(place, handled=True)
        if star:
            inside = replace(inside, star=True, loop=False)
        if name and self.maybe(0.5):
            self.add(indent + 1, f"out(show({name[4:]}))")
        self.block(inside, indent + 1, size)

    def wrapped(self, place: Place, text: str) -> str:
        """``text``, given after a suspension where there can be one."""
        if place.awaits:
            return f"(await w({text}, {self.next()}))"
        return f"(yield from w({text}, {self.next()}))" if place.kind == "gen" else text

    def with_(self, place: Place, indent: int, size: int) -> None:
        word = "async with" if place.awaits and self.maybe(0.5) else "with"
        items = []
        for _ in range(self.chance.choice((1, 1, 2))):
            bound = f" as {self.target(place, 1)}" if self.maybe(0.5) else ""
            items.append(self.expression(place, 1) + bound)
        self.add(indent, f"{word} {', '.join(items)}:")
        self.block(place, indent + 1, size)

    def match_(self, place: Place, indent: int, size: int) -> None:
        self.add(indent, f"match {self.expression(place, DEPTH)}:")
        patterns = ["[b, *c]", "V(n=a)", "None | 1", "[V() as a, _]", "{'k': b}", "str() as c", "E.q", "a"]
        for _ in range(self.chance.choice((1, 2))):
            choice = patterns.pop(self.chance.randrange(len(patterns) - 1))
            guard = f" if {self.expression(place, 1)}" if self.maybe(0.6) else ""
            self.add(indent + 1, f"case {choice}{guard}:")
            self.block(place, indent + 2, size)
        if self.maybe(0.5):
            self.add(indent + 1, "case a:")
            self.block(place, indent + 2, size)

    def nested(self, place: Place, indent: int, size: int) -> None:
        kind = self.pick("def", "gen", "coro")
        name = f"inner{self.next()}"
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            self.add(indent, f"@deco({self.expression(place, 1)})")
        word = "async def" if kind == "coro" else "def"
        note = f": {self.noted(place)}" if self.maybe(0.3) else ""
        returns = f" -> {self.noted(place)}" if self.maybe(0.3) else ""
        keyword = f", *, d={self.expression(place, 1)}" if self.maybe(0.3) else ""
        self.add(indent, f"{word} {name}(x{note}, y={self.expression(place, 1)}{keyword}){returns}:")
        inside = Place(kind, place.suspends)
        self.block(inside, indent + 1, min(size, 2))
        if kind == "gen":
            self.add(indent + 1, "yield x")
        call = f"{name}({self.expression(place, 0)})"
        if kind == "gen":
            self.add(indent, f"yield from {call}" if place.kind == "gen" else f"out(list({call}))")
        elif kind == "coro":
            self.add(indent, f"await {call}" if place.awaits else f"drain({call})")
        else:
            self.add(indent, f"out({name_call(call)})")

    def noted(self, place: Place) -> str:
        return self.expression(Place("def", 0.0), 1)

    def class_(self, place: Place, indent: int, size: int) -> None:
        if self.maybe(0.4):
            self.add(indent, f"@deco({self.expression(place, 1)})")
        bases = f"(base({self.expression(place, 1)}), key={self.expression(place, 1)})" if self.maybe(0.7) else ""
        name = f"C{self.next()}"
        self.add(indent, f"class {name}{bases}:")
        self.add(indent + 1, f"m = {self.expression(Place('def', 0.0, walrus=False), 1)}")
        self.add(indent, f"out(name_of({name}.m))")

    # Scripts

    def script(self, name: str, kind: str) -> None:
        self.add(0, "o = p = e = None")
        call = f"{name}(t({self.next()}))"
        if kind == "def":
            self.add(0, f"try: out(name_of({call}))")
            self.add(0, "except BaseException as error: out(show(error))")
            return
        for _ in range(self.chance.choice((1, 1, 2))):
            self.add(0, f"o = {call}")
            if kind == "agen":
                self.async_steps()
            else:
                self.steps("o", self.chance.randrange(3, 12), kind)
        if self.maybe(0.5):
            self.add(0, "del o; o = None")

    def steps(self, name: str, count: int, kind: str) -> None:
        for _ in range(count):
            self.add(0, self.step(name, kind))

    def step(self, name: str, kind: str) -> str:
        choice = self.chance.randrange(24)
        if choice < 12:
            return f"step({name}, 'send', None)"
        if choice < 16:
            return f"step({name}, 'send', {self.next()})"
        if choice < 22:
            error = self.pick(
                "E", "F(1)", "B('b')", "GeneratorExit", "StopIteration(4)", "ValueError", "StopAsyncIteration()"
            )
            return f"step({name}, 'throw', {error})"
        if choice == 22:
            return f"step({name}, 'close')"
        return f"step({name}, '__next__')" if kind == "gen" else f"state({name})"

    def async_steps(self) -> None:
        """Drive an asynchronous generator through its awaitables, now and then two at once."""
        for _ in range(self.chance.randrange(2, 8)):
            how = self.pick(
                "'__anext__'", "'__anext__'", f"'asend', {self.next()}", "'athrow', E(1)", "'aclose'", "'asend', None"
            )
            if self.maybe(0.1):
                how = self.pick(
                    "'athrow', GeneratorExit",
                    "'athrow', StopAsyncIteration",
                    "'athrow', StopIteration(2)",
                    "'athrow', B",
                )
            self.add(0, f"e = p; p = step(o, {how})")
            if self.maybe(0.5):
                self.add(0, "drain(p)" if self.maybe(0.7) else "drain(p, 1)")
                continue
            for _ in range(self.chance.randrange(1, 5)):
                which = "e" if self.maybe(0.1) else "p"
                self.add(0, f"if {which} is not None: {self.step(which, 'asend')}; state(o)")


def name_call(call: str) -> str:
    return f"name_of({call})"


_COMPOUND = (
    Programs.if_,
    Programs.while_,
    Programs.for_,
    Programs.for_,
    Programs.try_,
    Programs.try_,
    Programs.try_,
    Programs.try_,
    Programs.with_,
    Programs.with_,
    Programs.match_,
    Programs.nested,
    Programs.class_,
)
