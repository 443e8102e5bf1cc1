"""A program that changes how sources are compiled, as Hy does: the loader's class has another ``source_to_code``."""

import importlib.machinery
import os
import sys
import tempfile

before = importlib.machinery.SourceFileLoader.source_to_code


def changed(self, data, path, *arguments, **options):
    if os.path.basename(path).startswith("shouting"):
        data = data.upper().replace(b"PRINT", b"print")
    return before(self, data, path, *arguments, **options)


importlib.machinery.SourceFileLoader.source_to_code = changed
sys.dont_write_bytecode = True
with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    for name in "shouting", "quiet":
        with open(os.path.join(folder, name + ".py"), "w") as file:
            file.write(f"print('{name} module')")
    import quiet
    import shouting
print(type(quiet.__loader__).__name__)
