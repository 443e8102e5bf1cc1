"""A program for both Pythons: takes texts in at every entry point and tells what comes of each.

Its arguments are a file of JSON, a list of texts (bytes as `surrogateescape` has them), and the file to write one line
of JSON a text to: for each entry point "accepted", or the error as it prints, with its attributes; and the warnings given.
An entry point that only compiles is enough here: what a refused program does otherwise is compared in processes of its own.
"""

import ast
import importlib.util
import json
import sys
import traceback
import warnings
from pathlib import Path

texts, answers = sys.argv[1:]
MODULE = "imported_text"
sys.path.insert(0, str(Path.cwd()))


def by_compile(text):
    compile(text, "<given>", "exec")


def by_compile_of_file(text):
    compile(text, MODULE + ".py", "exec")


def by_eval(text):
    compile(text, "<given>", "eval")


def by_single(text):
    compile(text, "<given>", "single")


def by_tree(text):
    ast.parse(text)


def by_exec(text):
    exec(text, {"__name__": "given", "__builtins__": {}})


def by_import(text):
    importlib.invalidate_caches()
    importlib.util.find_spec(MODULE).loader.get_code(MODULE)  # all of an import but the running


COMPILING = (by_compile, by_compile_of_file, by_eval, by_single, by_tree, by_import)


def entry_points(text):
    yield from COMPILING
    if refused(text):  # else it would run
        yield by_exec


def refused(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "<given>", "exec")
        except (SyntaxError, ValueError):
            return True
    return False


def outcome(entry_point, text):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            entry_point(text)
            came = "accepted"
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            names = ("msg", "filename", "lineno", "offset", "end_lineno", "end_offset", "text")
            came = [
                type(error).__name__,
                [repr(getattr(error, name, None)) for name in names],
                "".join(traceback.format_exception_only(error)),
                len(traceback.extract_tb(error.__traceback__)),
            ]
    given = [(w.category.__name__, str(w.message), w.filename, w.lineno) for w in caught]
    return [came, given]


def main():
    found = []
    for program in json.loads(Path(texts).read_text()):
        data = program.encode("utf-8", "surrogateescape")
        Path(MODULE + ".py").write_bytes(data)
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text = data
        found.append(
            json.dumps({entry_point.__name__: outcome(entry_point, text) for entry_point in entry_points(text)})
        )
    Path(answers).write_text("\n".join(found))


main()
