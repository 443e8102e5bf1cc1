"""Annotations as text."""

from __future__ import annotations

import typing
from dataclasses import dataclass


def f(a: Undefined, *b: list[int], c: 1 + 2 = 3, **d: "quoted") -> None | x[lambda y: y, {**k}]:
    local: Whatever = 1
    return local


class C:
    attr: Missing.deep[1, ...]
    __private: (yes, no)
    value: int = 0


@dataclass
class D:
    x: int
    child: D | None = None


print(f.__annotations__)
print(C.__annotations__, f(1), D(1, D(2)))
print(typing.get_type_hints(D)["child"])
g = lambda: f
exec("def h(a: Nope): pass\nprint(h.__annotations__)")
z: not_there = 1
print(__annotations__)
typing.get_type_hints(f)
