# From 3.15 an alias of types has a qualified name.
import sys

TEXT = """
type Outside[T] = list[T]


def f():
    type Inside[T] = list[T]

    class C:
        type Of = int

    return Inside, C.Of


for alias in (Outside, *f()):
    print(alias, alias.__name__, getattr(alias, "__qualname__", None), alias.__value__, alias.__type_params__)
"""
if sys.version_info >= (3, 12):
    exec(TEXT)

print("end")
