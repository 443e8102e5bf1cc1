"""Random expressions whose operands tell when they are evaluated, and may suspend."""

import random
from dataclasses import dataclass, field, replace

NAMES = ("a", "b", "c")
BINARY = ("+", "*", "<", "==", "in", "not in", "is", "!=")


@dataclass(frozen=True)
class Place:
    """What may stand here.

    kind: of the function around: "def", "gen", "coro" or "agen".  suspends: how often an operand suspends.
    loop: inside one.  star: inside ``except*``.  handled: inside a handler.  functions: those that can be used here,
    with their kinds.
    """

    kind: str
    suspends: float = 0.4
    loop: bool = False
    star: bool = False
    handled: bool = False
    walrus: bool = True
    functions: tuple[tuple[str, str], ...] = ()

    @property
    def awaits(self) -> bool:
        return self.kind in ("coro", "agen")

    @property
    def yields(self) -> bool:
        return self.kind in ("gen", "agen")


@dataclass
class Writer:
    """Writes random text from a source of chance (a seeded one, or one of Hypothesis, which it can shrink)."""

    chance: random.Random
    number: int = 0
    raising: float = 0.05
    lines: list[str] = field(default_factory=list)

    def next(self) -> int:
        self.number += 1
        return self.number

    def maybe(self, probability: float) -> bool:
        return self.chance.random() < probability

    def pick(self, *choices: str) -> str:
        return choices[self.chance.randrange(len(choices))]

    def leaf(self, place: Place) -> str:
        if self.maybe(self.raising):
            return f"r({self.next()})"
        kind = self.chance.randrange(10)
        if kind == 0:
            return self.pick(*NAMES)
        if kind == 1:
            return self.pick("None", "1", "'s'", "()", "0", "2.5")
        return f"t({self.next()})"

    def suspension(self, place: Place, depth: int) -> str:
        """An expression that suspends, in brackets."""
        inside = self.expression(place, depth - 1)
        if place.kind == "gen":
            called = self.called("gen", place, depth)
            if called and self.maybe(0.4):
                return f"(yield from {called})"
            return self.pick(
                f"(yield {inside})",
                "(yield)",
                f"(yield {inside})",
                f"(yield from {inside})",
                f"(yield from w({inside}, {self.next()}))",
                f"(yield from Bare({self.number % 3}))",
            )
        if place.kind == "agen" and self.maybe(0.5):
            return self.pick(f"(yield {inside})", "(yield)")
        called = self.called("coro", place, depth)
        if called and self.maybe(0.4):
            return f"(await {called})"
        return self.pick(
            f"(await {inside})",
            f"(await w({inside}, {self.next()}))",
            f"(await w({inside}, {self.next()}))",
            f"(await Bare({self.number % 3}))",
        )

    def called(self, kind: str, place: Place, depth: int) -> str:
        """The call of a function of this kind, if there is one."""
        names = [name for name, found in place.functions if found == kind]
        if not names:
            return ""
        return f"{names[self.chance.randrange(len(names))]}({self.expression(place, depth - 2)})"

    def expression(self, place: Place, depth: int) -> str:
        suspending = place.awaits or place.yields
        if depth <= 0:
            if depth == 0 and suspending and self.maybe(place.suspends):
                return self.suspension(place, 0)
            return self.leaf(place)
        if suspending and self.maybe(place.suspends * 0.6):
            return self.suspension(place, depth)
        if self.maybe(0.15):
            return self.leaf(place)
        return _FORMS[self.chance.randrange(len(_FORMS))](self, place, depth - 1)

    def binary(self, place: Place, depth: int) -> str:
        return f"({self.expression(place, depth)} {self.pick(*BINARY)} {self.expression(place, depth)})"

    def unary(self, place: Place, depth: int) -> str:
        return f"({self.pick('-', 'not ')}{self.expression(place, depth)})"

    def boolean(self, place: Place, depth: int) -> str:
        parts = [self.expression(place, depth) for _ in range(self.chance.choice((2, 2, 3)))]
        return "(" + f" {self.pick('and', 'or')} ".join(parts) + ")"

    def chain(self, place: Place, depth: int) -> str:
        parts = [self.expression(place, depth) for _ in range(3)]
        return f"({parts[0]} {self.pick(*BINARY)} {parts[1]} {self.pick(*BINARY)} {parts[2]})"

    def conditional(self, place: Place, depth: int) -> str:
        e = self.expression
        return f"({e(place, depth)} if {e(place, depth)} else {e(place, depth)})"

    def arguments(self, place: Place, depth: int) -> str:
        parts = []
        for _ in range(self.chance.randrange(4)):
            star = "*" if self.maybe(0.25) else ""
            parts.append(star + self.expression(place, depth))
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            if self.maybe(0.3):
                parts.append("**" + self.expression(place, depth))
            else:
                parts.append(f"k{self.chance.randrange(3)}={self.expression(place, depth)}")
        seen: set[str] = set()
        kept = []
        for part in parts:
            name = part.split("=")[0] if part[:1] == "k" and part[2:3] == "=" else ""
            if name not in seen or not name:
                kept.append(part)
            seen.add(name)
        return ", ".join(kept)

    def call(self, place: Place, depth: int) -> str:
        return f"{self.expression(place, depth)}({self.arguments(place, depth)})"

    def method(self, place: Place, depth: int) -> str:
        return f"{self.expression(place, depth)}.{self.pick('x', 'x', 'made', 'keys')}({self.arguments(place, depth)})"

    def subscript(self, place: Place, depth: int) -> str:
        e = self.expression
        if self.maybe(0.5):
            parts = [e(place, depth) if self.maybe(0.7) else "" for _ in range(3)]
            return f"{e(place, depth)}[{parts[0]}:{parts[1]}:{parts[2]}]"
        if self.maybe(0.2):
            return f"{e(place, depth)}[{e(place, depth)}, *{e(place, depth)}]"
        return f"{e(place, depth)}[{e(place, depth)}]"

    def attribute(self, place: Place, depth: int) -> str:
        return f"{self.expression(place, depth)}.x"

    def display(self, place: Place, depth: int) -> str:
        items = []
        for _ in range(self.chance.choice((1, 2, 3))):
            items.append(("*" if self.maybe(0.25) else "") + self.expression(place, depth))
        text = ", ".join(items)
        return self.pick(f"({text},)", f"[{text}]", f"{{{text}}}")

    def dictionary(self, place: Place, depth: int) -> str:
        items = []
        for _ in range(self.chance.choice((1, 2, 3))):
            if self.maybe(0.25):
                items.append("**" + self.expression(place, depth))
            else:
                items.append(f"{self.expression(place, depth)}: {self.expression(place, depth)}")
        return "{" + ", ".join(items) + "}"

    def formatted(self, place: Place, depth: int) -> str:
        simple = replace(place, functions=())
        parts = [self._replacement(simple, depth - 1) for _ in range(self.chance.choice((1, 2)))]
        return 'f"""x' + "y".join(parts) + '"""'

    def _replacement(self, place: Place, depth: int) -> str:
        # 3.11 cannot nest the quotes of f-strings, or use a comment or backslash: none of these stands inside.
        inner = self.expression(place, 0).replace("'s'", "1")
        conversion = self.pick("", "", "!r", "!s")
        spec = f":{{{self.expression(place, 0)}}}".replace("'s'", "1") if self.maybe(0.3) else ""
        return f"{{{inner}{conversion}{spec}}}"

    def walrus(self, place: Place, depth: int) -> str:
        value = self.expression(place, depth)
        return f"({self.pick(*NAMES)} := {value})" if place.walrus else value

    def function(self, place: Place, depth: int) -> str:
        body = replace(place, kind="gen" if self.maybe(0.4) else "def", loop=False, functions=())
        default = self.expression(place, depth)
        made = f"(lambda a, b={default}: {self.expression(body, depth)})"
        if body.kind == "gen":
            return f"list({made}({self.expression(place, 0)}))"
        return f"{made}({self.expression(place, 0)})"

    def comprehension(self, place: Place, depth: int) -> str:
        form = self.pick("list", "list", "set", "dict", "gen")
        first = self.expression(place, depth - 1)
        # The rest may await, never yield; the iterables may not assign.
        inside = replace(place, kind="coro" if place.awaits else "def", walrus=False)
        clauses = [self._for(inside, first)]
        while self.maybe(0.25):
            clauses.append(self._for(inside, self.expression(inside, depth - 1)))
        item = self.expression(inside, depth - 1)
        tail = " ".join(clauses)
        if form == "dict":
            return f"{{{item}: {self.expression(inside, 0)} {tail}}}"
        if form == "set":
            return f"{{{item} {tail}}}"
        if form == "gen":
            return self._generator(f"({item} {tail})", place)
        return f"[{item} {tail}]"

    def _for(self, place: Place, source: str) -> str:
        word = "async for" if place.awaits and self.maybe(0.35) else "for"
        names = [name for name, kind in place.functions if kind == "agen"]
        if word == "async for" and names and self.maybe(0.5):
            source = f"{names[self.chance.randrange(len(names))]}(1)"
        target = self.pick("i", "j", "a", "(i, *j)", "t(3).x", "t(4)[i]") if self.maybe(0.3) else self.pick("i", "j")
        condition = f" if {self.expression(place, 0)}" if self.maybe(0.3) else ""
        return f"{word} {target} in {source}{condition}"

    def _generator(self, text: str, place: Place) -> str:
        suspending = "await" in text.replace("awaits", "") or "async" in text
        if place.awaits and suspending:
            return self.pick(f"[q async for q in {text}]", text)
        return self.pick(f"list({text})", f"[*{text}]", text)

    def tell(self, place: Place, depth: int) -> str:
        return "exc()"


_FORMS = (
    Writer.binary,
    Writer.unary,
    Writer.boolean,
    Writer.chain,
    Writer.conditional,
    Writer.call,
    Writer.call,
    Writer.method,
    Writer.subscript,
    Writer.attribute,
    Writer.display,
    Writer.dictionary,
    Writer.formatted,
    Writer.walrus,
    Writer.function,
    Writer.comprehension,
    Writer.comprehension,
    Writer.tell,
)
