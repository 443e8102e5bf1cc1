"""The names that annotations give to a module, and their order, with and without the future statement."""


class Space(dict):
    def __setitem__(self, name, value):
        print("  ", name)
        super().__setitem__(name, value)


for text in ("y: str", "if 1: y: str", "if 0: y: str", "(y): str", "def f(a: int): pass", "class C:\n x: int\n if 1: y: int"):
    for future in ("", "from __future__ import annotations\n"):
        print(repr(future + text))
        exec(future + text, {}, Space())
