"""Generators as state machines: a tokenizer, a parser that delegates with `yield from`, and a co-operating pair."""

import re
from collections.abc import Iterator


def characters(text: str) -> Iterator[str]:
    """One character after the other, then an empty one for the end."""
    yield from text
    yield ""


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """A state machine whose state is the place where it is suspended: no state variable, no table."""
    source = characters(text)
    char = next(source)
    while char:
        if char.isspace():
            char = next(source)
        elif char.isdigit():
            number = char
            while (char := next(source)).isdigit():
                number += char
            yield "number", number
        elif char in "+-*/()":
            yield "operator", char
            char = next(source)
        else:
            raise SyntaxError(f"unexpected {char!r}")
    yield "end", ""


def accumulator() -> Iterator[str]:
    """A generator that is fed: it collects words up to a full stop, and returns at an empty one."""
    words: list[str] = []
    sentence = None
    while word := (yield sentence):
        words.append(word)
        sentence = None
        if word.endswith("."):
            sentence, words = " ".join(words), []
    return f"{len(words)} words left over"


class EmergencyError(Exception):
    pass


class Traffic:
    """A state machine in the open: the light's colours, with a way to interrupt them by an exception."""

    rounds = 0

    def lights(self) -> Iterator[str]:
        while True:
            try:
                yield "green"
                yield "yellow"
                yield "red"
            except EmergencyError as reason:
                yield f"all red: {reason}"
            finally:
                self.rounds += 1


def depth_first(tree: object) -> Iterator[str]:
    """Recursion through `yield from`: a chain of suspended generators, one for every level."""
    match tree:
        case [head, *children]:
            yield str(head)
            for child in children:
                yield from depth_first(child)
        case leaf:
            yield str(leaf)


print(*(f"{kind}:{text}" for kind, text in tokens("12 + (34*5) - 6")))
try:
    list(tokens("1 ? 2"))
except SyntaxError as error:
    print("SyntaxError:", error)

machine = accumulator()
next(machine)  # to its first yield, where it can take values
for word in re.findall(r"\S+", "Generators suspend. So do coroutines. But"):
    if (sentence := machine.send(word)) is not None:
        print("sentence:", sentence)
try:
    machine.send("")
except StopIteration as stop:
    print("returned:", stop.value)

traffic = Traffic()
light = traffic.lights()
print(next(light), next(light), light.throw(EmergencyError("ambulance")), next(light), next(light))
light.close()  # raises GeneratorExit where it is suspended; `finally` runs once more
print("rounds:", traffic.rounds)

print(" ".join(depth_first(["a", ["b", "c", ["d", "e"]], "f"])))
