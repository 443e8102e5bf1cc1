"""Import statements of all forms, and what __import__ is called with."""

import builtins
import os.path
import os.path as p
import xml.dom.minidom as dom
from collections import OrderedDict as OD, namedtuple
from importlib import import_module, reload

print(os.path is p, dom.__name__, OD.__name__, namedtuple("N", "a")(1))
real = builtins.__import__


def noting(name, globals=None, locals=None, fromlist=(), level=0):
    if globals is not None and globals.get("__name__") == "__main__":
        print("import", name, fromlist, level, locals is globals)
    return real(name, globals, locals, fromlist, level)


builtins.__import__ = noting
import json.decoder
from string import ascii_letters, digits as d


def inside():
    import textwrap as t, string
    from math import pi
    return t.__name__, string.__name__, round(pi, 2)


print(inside())
builtins.__import__ = real
print(import_module("json").loads("[1]"), d)
import types

fake = types.ModuleType("fake")
fake.value = 1
import sys

sys.modules["fake"] = fake
from fake import value

print(value)
del sys.modules["fake"]
from collections import does_not_exist
