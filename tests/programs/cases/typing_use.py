"""typing with classes of the program."""

import typing
from typing import Any, Generic, NamedTuple, Optional, Protocol, TypedDict, TypeVar, Union, get_type_hints, overload
from typing import runtime_checkable

T = TypeVar("T")
K = TypeVar("K", bound=str)


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def pop(self) -> "T":
        return self.items.pop()


class Employee(NamedTuple):
    name: str
    id: int = 3

    def shout(self):
        return self.name.upper()


class Movie(TypedDict, total=False):
    title: str
    year: int


@runtime_checkable
class Closeable(Protocol):
    def close(self) -> None: ...


class File:
    def close(self) -> None:
        pass


@overload
def f(x: int) -> int: ...
@overload
def f(x: str) -> str: ...
def f(x):
    return x


s = Stack[int]()
s.push(1)
print(s.pop(), Stack[str], Stack.__parameters__, s.__orig_class__)
print(Employee("a"), Employee("b").shout(), Employee._field_defaults, Movie(title="x"), Movie.__annotations__)
print(isinstance(File(), Closeable), isinstance(1, Closeable), f("q"), len(typing.get_overloads(f)))


def hinted(a: int, b: Optional["Stack[int]"] = None, *args: Any, **kw: Union[int, str]) -> list[K]:
    c: int = 5
    d: undefined_name
    return [c]


print(get_type_hints(hinted), hinted.__annotations__["b"])
print(hinted(1))
x: int
y: "later" = 3
(z): str = "no"
print(__annotations__, T, K.__bound__)


class Ann:
    a: int
    b: str = "b"
    __c: float
    d.e: int = 5 if False else 5
