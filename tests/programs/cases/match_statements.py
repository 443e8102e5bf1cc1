"""Patterns of every kind."""

from dataclasses import dataclass
from enum import Enum


@dataclass
class Point:
    x: int
    y: int


class Color(Enum):
    RED = 1
    BLUE = 2


class Custom:
    __match_args__ = ("left",)

    @property
    def left(self):
        print("asked for left")
        return 1


def describe(value):
    match value:
        case None | True:
            return "singleton"
        case 0 | 1.5 | "text" | b"b" | -3 | 1 + 2j:
            return "literal"
        case Color.RED:
            return "red"
        case []:
            return "empty"
        case [Point(x=0, y=0) as origin, *_]:
            return f"starts at {origin}"
        case [int(a), str() as b]:
            return f"int {a} and str {b}"
        case [first, *middle, last] if first == last:
            return f"ring {middle}"
        case (1 | 2 as one, (three, [*four])):
            return f"{one} {three} {four}"
        case {"kind": "circle", "r": r}:
            return f"circle {r}"
        case {"a": {"b": [_, deep]}, **rest}:
            return f"deep {deep} {rest}"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "point"
        case Custom(1):
            return "custom"
        case str(s):
            return f"string {s}"
        case float() | complex():
            return "number"
        case {}:
            return "mapping"
        case _:
            return "other"


values = [None, True, False, 0, 1.5, "text", -3, 1 + 2j, Color.RED, Color.BLUE, [], [Point(0, 0), 1], (4, "x")]
values += [[1, 2, 1], (2, (3, "ab")), (1, (3, [4, 5])), {"kind": "circle", "r": 2}, {"a": {"b": [1, 2]}, "c": 3}]
values += [Point(2, 2), Point(1, 2), Custom(), "abc", 2.5, {}, {"q": 1}, object, range(2), "xy", b"b", {1}]
for value in values:
    print(describe(value))
try:
    match 1:
        case int(a, b):
            pass
except TypeError as error:
    print(error)
try:
    match {"k": 1}:
        case {Color.RED.value: 1, 1: 2}:
            pass
except ValueError as error:
    print(error)
match = 5
match [1]:
    case [case]:
        print(match, case)
match (yes := 1), 2:
    case a, b:
        print(a, b, yes)
