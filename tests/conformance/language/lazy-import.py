# ---
# description: A lazy import is carried out at the first use of its name, also in a generator or coroutine (PEP 810).
# rule: import/lazy
# features: [generator, coroutine]
# min-python: 3.15
# ---

import sys

lazy import this_module_is_not_there
lazy import colorsys
lazy from sndhdr_that_is_not_there import what
lazy from stringprep import in_table_a1 as found

print("colorsys" in sys.modules, type(globals()["colorsys"]).__name__)


def g():
    yield "colorsys" in sys.modules
    yield colorsys.rgb_to_hsv(0, 0, 0)
    yield "colorsys" in sys.modules


print(list(g()), type(globals()["colorsys"]).__name__)


async def c():
    try:
        this_module_is_not_there
    except ImportError as error:
        print(type(error).__name__, error)
    try:
        what
    except ImportError as error:
        print(type(error).__name__, error)
    return found("a")


try:
    c().send(None)
except StopIteration as stop:
    print(stop.value)

try:
    exec("def f():\n    lazy import colorsys")
except SyntaxError as error:
    print(error.msg)
try:
    exec("try:\n    lazy import colorsys\nfinally:\n    pass")
except SyntaxError as error:
    print(error.msg)
