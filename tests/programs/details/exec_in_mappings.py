"""``exec`` and ``eval`` with namespaces of the program's own."""

import builtins

debug = builtins.__debug__
builtins.__dict__["__debug__"] = "replaced"
print(__debug__, eval("__debug__"), [__debug__ for _ in "a"])
builtins.__dict__["__debug__"] = debug


class Mapping:
    def __getitem__(self, key):
        if key == "a":
            return 12
        raise KeyError

    def __setitem__(self, key, value):
        self.results = (key, value)

    def keys(self):
        return list("xyz")


names, m = globals(), Mapping()
exec("z = a", names, m)
print(m.results)
for text in ("z = b", "del z", "print(z)"):
    try:
        exec(text, names, m)
    except (NameError, KeyError, AttributeError) as e:
        print(type(e).__name__, e, repr(e.__context__))
exec("z = globals()", names, m)
print(m.results[1] is names)
exec("z = locals()", names, m)
print(m.results[1] is m)
exec("z = dir()", names, m)
print(m.results)


class Refusing(dict):
    def __delitem__(self, key):
        raise ValueError(key)


try:
    exec("del z", names, Refusing(z=1))
except (NameError, ValueError) as e:
    print(type(e).__name__, e, repr(e.__context__))
