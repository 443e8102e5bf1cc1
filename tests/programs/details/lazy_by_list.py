"""From 3.15 on: plain imports that ``__lazy_modules__`` or `sys.set_lazy_imports` makes lazy, and those that it does not."""

import sys
import tempfile
from pathlib import Path

LOADER = """
__lazy_modules__ = ["lz_one", "lz_package.inner", "lz_from", "lz_bad", "lz_package.sibling"]
import lz_one
import lz_two
import lz_one, lz_package.inner as inner
from lz_from import x as y
from lz_star import *
import lz_bad
def function():
    import lz_one as again
    return again.__name__
"""
FILES = {
    "loader.py": LOADER,
    "lz_bad.py": "1 / 0",
    "lz_package/__init__.py": "__lazy_modules__ = ['lz_package.sibling']\nfrom . import sibling\nfrom .sibling import x\n",
    **{
        name: "x = 1\nprint(__name__)\n" for name in ("lz_one.py", "lz_two.py", "lz_from.py", "lz_star.py", "lz_all.py")
    },
    **{name: "x = 1\nprint(__name__)\n" for name in ("lz_package/inner.py", "lz_package/sibling.py")},
}

with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    for name, text in FILES.items():
        Path(folder, name).parent.mkdir(exist_ok=True)
        Path(folder, name).write_text(text)
    try:
        import loader

        print("imported")
        print(loader.function(), loader.y)
        print(loader.inner.x)
        print(loader.lz_bad.x)
    except ZeroDivisionError as error:
        print(error)
    if hasattr(sys, "set_lazy_imports"):
        sys.set_lazy_imports("all")
        exec("import lz_all\nprint('not yet')\nlz_all.x")
        sys.set_lazy_imports("normal")
