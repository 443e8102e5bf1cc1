"""PEP 695: lazy bounds, constraints and values; scopes; reprs."""


def noisy(value):
    print("evaluated", value)
    return value


def first[T](items: list[T]) -> T:
    return items[0]


class Box[T: (noisy(int), str), *Ts, **P](dict[str, T]):
    inner: T

    def method[U: Undefined](self, other: U) -> tuple[T, U]:
        return T, U


type Pair[A] = noisy(tuple[A, Later])
type Tree = list[Tree] | int
print(first([1]), first.__type_params__, first.__annotations__)
print(Box.__type_params__, Box.__orig_bases__, Box.__mro__)
T = Box.__type_params__[0]
print(T.__constraints__, T.__constraints__, T.__bound__, T.__module__, T.__infer_variance__)
print(Box().method(1), Pair, Pair.__type_params__, Pair.__module__)
try:
    Pair.__value__
except NameError as error:
    print(error)
Later = str
print(Pair.__value__, Pair.__value__, Pair[int], Tree.__value__)


class Outer:
    Name = int
    type Alias = Name
    type Listed = [Name for _ in range(0)] if False else Name

    def show[K: Name](self):
        return K.__bound__


print(Outer.Alias.__value__, Outer().show(), Outer.show.__type_params__[0].__name__)


def local():
    hidden = float

    class Generic[V: hidden]:
        type Inside = V
        made = V

    return Generic


G = local()
print(G.__type_params__[0].__bound__, G.Inside.__value__ is G.made, G.__parameters__)
try:
    T()
except TypeError as error:
    print(error)


def lazily_in_a_generator():
    """The values of aliases and bounds are evaluated later, after a suspension too: they capture what they use."""
    type Alias = later
    type Generic[T] = tuple[T, later]
    type Listed = [later for _ in range(2)]
    type Itself = Itself

    def bounded[T: later](): ...

    yield Alias
    later = 5
    yield Alias.__value__, Listed.__value__, Itself.__value__
    later = str
    yield Generic.__value__, bounded.__type_params__[0].__bound__


for found in lazily_in_a_generator():
    print(found)
Box.method.__type_params__[0].__bound__
