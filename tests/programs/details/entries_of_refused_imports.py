"""The entries of a module that cannot be compiled, if no import statement asks for it: none of the import system is removed."""

import importlib
import sys
import tempfile
import traceback
from pathlib import Path

TEXTS = {
    "unclosed": "async def f():\n    await g(\n",
    "refused": "def f():\n    await x\n",
    "failing": "def g(): yield 1 / 0\n\nlist(g())\n",
}


def load(name):
    yield importlib.import_module(name)


with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    for name, text in TEXTS.items():
        Path(folder, name + ".py").write_text(text)
        try:
            next(load(name))
        except (SyntaxError, ZeroDivisionError) as error:
            for frame, line in traceback.walk_tb(error.__traceback__):
                print(name, frame.f_code.co_name, line, frame.f_globals["__name__"])
        try:
            exec(f"import {name}")
        except (SyntaxError, ZeroDivisionError) as error:
            print([frame.f_code.co_name for frame, _ in traceback.walk_tb(error.__traceback__)])
