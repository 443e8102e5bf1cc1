"""Dataclasses of several kinds."""

from dataclasses import KW_ONLY, FrozenInstanceError, asdict, astuple, dataclass, field, fields, replace
from typing import ClassVar


@dataclass(order=True)
class Version:
    major: int
    minor: int = 0
    tags: list[str] = field(default_factory=list, compare=False)
    count: ClassVar[int] = 0

    def __post_init__(self):
        Version.count += 1


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float
    _: KW_ONLY
    label: str = "p"

    @property
    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5


print(Version(1), Version(1, 2) < Version(2), Version.count)
print(asdict(Version(3, tags=["a"])), astuple(Version(4)))
p = Point(3, 4, label="q")
print(p, p.norm, replace(p, x=0), hash(p) == hash(Point(3, 4, label="q")))
try:
    p.x = 1
except FrozenInstanceError as error:
    print(error)
print([f.name for f in fields(p)], Point.__match_args__)
match p:
    case Point(x, 4):
        print("matched", x)
Point(1)
