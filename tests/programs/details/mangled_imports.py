"""In a class, a module's name is mangled, too, but not one with a dot; names stand in the module's order."""

import sys
import types


def module(name, **attributes):
    made = types.ModuleType(name)
    vars(made).update(attributes)
    sys.modules[name] = made
    return made


inner = module("__x.__z", v=3)
module("_C__x", _C__y="mangled", __y="plain")
module("__x", _C__y="not mangled", __y="not mangled, plain", _C__z=inner, __z=inner)


class C:
    import __x
    import __x as a
    import __x.__z as b
    from __x import __y
    from __x import __y as c

    try:
        from __x.__z import __v
    except ImportError as error:
        print(error)

    def f(self):
        import __x
        import __x as a
        from __x import __y

        yield __x, a, __y
        import __x.__z

        yield __x


print({name: value for name, value in vars(C).items() if not name.startswith("__") and name != "f"})
print(*C().f())

n: int = 1
if n:
    m: str = 2
print(list(globals()))
print(list(sys.modules[__name__].__annotations__))
