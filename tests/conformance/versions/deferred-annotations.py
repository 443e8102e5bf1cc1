# ---
# description: Annotations of suspending functions are evaluated when they are read (PEP 649).
# rule: call/annotations
# features: [generator, coroutine, async-generator]
# min-python: 3.14
# ---

import annotationlib
import functools


async def c(a: Later, b: "text" = 1) -> Later:
    x: Undefined = 1
    return x


def g(a: Later | None):
    yield a


async def ag(*a: Later[int]):
    yield a


for function in (c, g, ag):
    try:
        function.__annotations__
    except NameError as error:
        print(error)
    print(annotationlib.get_annotations(function, format=annotationlib.Format.STRING))
    print({name: type(value).__name__ for name, value in
           annotationlib.get_annotations(function, format=annotationlib.Format.FORWARDREF).items()})


class Later:
    field: Later

    async def method(self, other: Later) -> __class__:
        pass

    def __class_getitem__(cls, item):
        return f"Later[{item.__name__}]"


print(c.__annotations__["a"] is Later, g.__annotations__, ag.__annotations__)
print(Later.__annotations__, Later.method.__annotations__["other"] is Later)
try:
    print(Later.method.__annotations__["return"])
except NameError as error:
    print(error)


@functools.singledispatch
def generic(value):
    return "any"


@generic.register
def _(value: int):
    yield "int"


@generic.register
async def _(value: str):
    return "str"


print(generic(1.0), list(generic(1)))
try:
    generic("").send(None)
except StopIteration as stop:
    print(stop.value)
