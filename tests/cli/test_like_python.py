"""How a program is found, what it sees of its start, and how it ends: as under `python`, compared live."""

import py_compile
import sys
import zipfile
from pathlib import Path
from typing import ClassVar

import pytest

from tests.running import CPYTHON, MINICORO, run, same_as_cpython

pytestmark = pytest.mark.sample(5, 1)

LOOK = """\
import sys
main = sys.modules["__main__"]
print(__name__, main.__dict__ is globals(), main)
print(globals().get("__file__"), __doc__, __package__, __spec__ and __spec__.name, __builtins__)
print(sorted(name for name in globals() if name not in ("__annotations__", "sys", "main")))
print(sys.argv)
print(sys.orig_argv)
print(sys.path)
print(sys.flags.dev_mode, sys.warnoptions, sys._xoptions)
"""


class TestStart:
    """What a program sees of how it was started."""

    @pytest.mark.parametrize("words", [[], ["a", "-b", "--", "--help", "-X", "dev", ""]], ids=["bare", "words"])
    def test_file(self, program, words: list[str]) -> None:
        path = program(LOOK)
        same_as_cpython(str(path), *words)
        same_as_cpython("program.py", *words, cwd=path.parent)
        same_as_cpython("./program.py", *words, cwd=path.parent)
        same_as_cpython("--", "../" + path.parent.name + "/program.py", *words, cwd=path.parent)

    @pytest.mark.parametrize(
        "words", [["program.py"], ["-m", "no_such"], ["-c", "print(1)"], []], ids=["file", "module", "code", "path"]
    )
    def test_removed_current_directory(self, program, tmp_path: Path, words: list[str]) -> None:
        words = words or [str(program("import sys\nprint(sys.argv, sys.path[0])"))]
        text = "import os, sys; os.mkdir('g'); os.chdir('g'); os.rmdir('../g'); os.execv(sys.argv[1], sys.argv[1:])"
        expected, actual = [
            run((sys.executable, "-c", text), *command, *words, cwd=tmp_path) for command in (CPYTHON, MINICORO)
        ]
        assert actual == expected

    def test_file_behind_a_link(self, program, tmp_path: Path) -> None:
        path = program(LOOK, "real/program.py")
        link = tmp_path / "linked.py"
        link.symlink_to(path)
        same_as_cpython(str(link))

    def test_code(self, tmp_path: Path) -> None:
        same_as_cpython("-c", LOOK, "a", "-c", cwd=tmp_path)

    @pytest.mark.parametrize("text", ["    print(1)\n\n      \n    1/0", "\tx = 1\n    y", "   ", " a = '''\n b'''"])
    def test_indented_code(self, tmp_path: Path, text: str) -> None:
        same_as_cpython("-c", text, cwd=tmp_path)

    def test_standard_input(self, tmp_path: Path) -> None:
        same_as_cpython("-", "a", "-", stdin=LOOK, cwd=tmp_path)

    def test_the_rest_of_standard_input_is_empty(self) -> None:
        same_as_cpython("-", stdin="import sys\nprint(repr(sys.stdin.read()))\n")

    def test_standard_input_belongs_to_the_program(self, program) -> None:
        ended = same_as_cpython(str(program("print(input()[::-1], input())")), stdin="olleh\nworld\n")
        assert ended.out == "hello world\n"

    def test_module(self, program) -> None:
        path = program(LOOK)
        same_as_cpython("-m", "program", "a", "-m", cwd=path.parent)

    def test_module_in_a_package(self, program, tmp_path: Path) -> None:
        program("print('the package', __name__)", "pack/__init__.py")
        program("from . import __name__ as pack\nfrom .other import x\nprint(pack, x)\n" + LOOK, "pack/part.py")
        program("x = __name__", "pack/other.py")
        program("print('main of the package', __package__)", "pack/__main__.py")
        same_as_cpython("-m", "pack.part", "a", cwd=tmp_path)
        same_as_cpython("-m", "pack", cwd=tmp_path)

    @pytest.mark.parametrize("name", ["__hello__", "runpy"])
    def test_frozen_module(self, name: str, tmp_path: Path) -> None:
        same_as_cpython("-m", name, cwd=tmp_path)

    def test_compiled_file(self, program, tmp_path: Path) -> None:
        source = program("def g():\n    yield __name__\nprint(*g(), type(__loader__), __file__)\n1 / 0\n")
        py_compile.compile(str(source), str(tmp_path / "code.pyc"))
        (tmp_path / "other.pyc").write_bytes(b"no compiled code")
        source.unlink()
        same_as_cpython("code.pyc", cwd=tmp_path)
        same_as_cpython("-m", "code", cwd=tmp_path)
        assert same_as_cpython("other.pyc", cwd=tmp_path).code == 1

    def test_directory(self, program, tmp_path: Path) -> None:
        program("import beside\n" + LOOK, "app/__main__.py")
        program("print(__name__)", "app/beside.py")
        same_as_cpython("app", "a", cwd=tmp_path)
        same_as_cpython(str(tmp_path / "app"))
        same_as_cpython(".", cwd=tmp_path / "app")
        same_as_cpython(".", cwd=tmp_path)

    def test_zip_file(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "app.zip", "w") as archive:
            archive.writestr("__main__.py", "import beside\n" + LOOK)
            archive.writestr("beside.py", "print(__name__)")
        same_as_cpython("app.zip", "a", cwd=tmp_path)

    def test_modules_beside_the_program(self, program) -> None:
        path = program("import helper\nprint(helper.__name__, helper.__file__, helper.value)")
        program("value = 17", "helper.py")
        same_as_cpython(str(path))

    @pytest.mark.parametrize("name", ["token", "tokenize", "lark", "random", "secrets"])
    def test_a_module_of_the_program_never_stands_in_for_one_of_ours(self, program, name: str) -> None:
        """The working directory and the program's directory hold modules named as some that we or the host may use."""
        program("print('loaded the program's own')", f"{name}.py")
        path = program("print(eval('1 + 1'))\ndef f():\n    yield 1\nprint(list(f()))")
        assert run(MINICORO, str(path), cwd=path.parent).out == "2\n[1]\n"
        assert run(MINICORO, str(path), cwd=path.parent.parent).out == "2\n[1]\n"

    def test_the_command_leaves_no_trace(self, program, tmp_path: Path) -> None:
        """Installed as a command, minicoro is a script, and not a module as in the other tests."""
        script = tmp_path / "bin" / "minicoro"
        script.parent.mkdir()
        script.write_text("import sys\nfrom minicoro.__main__ import main\nsys.exit(main())\n")
        command = (sys.executable, str(script), "run")
        path = str(program(LOOK, "home/program.py"))
        for words in ([path, "a"], ["-X", "dev", path], ["-c", LOOK, "x"]):
            assert run(command, *words) == run(CPYTHON, *words)

    def test_safe_path(self, program) -> None:
        path = program(LOOK)
        python, *entry = MINICORO
        actual = run([python, "-P", *entry], str(path))
        assert actual == run([*CPYTHON, "-P"], str(path))


class TestMissing:
    """Nothing to run: CPython's own words and exit codes."""

    @pytest.mark.parametrize("path", ["missing.py", "./missing.py", "../missing.py", "no/such/dir/x.py", "missing"])
    def test_no_such_file(self, path: str, tmp_path: Path) -> None:
        assert same_as_cpython(path, cwd=tmp_path).code == 2

    @pytest.mark.parametrize("path", ["empty", "./empty/", "empty/../empty"])
    def test_directory_without_main(self, path: str, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        assert same_as_cpython(path, cwd=tmp_path).code == 1

    def test_zip_file_without_main(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "app.zip", "w") as archive:
            archive.writestr("other.py", "")
        assert same_as_cpython("app.zip", cwd=tmp_path).code == 1

    @pytest.mark.parametrize("name", ["nosuch", "pack", "pack.nosuch", "json.tool.x", "nosuch.part", "sys"])
    def test_no_such_module(self, name: str, program, tmp_path: Path) -> None:
        program("", "pack/__init__.py")
        assert same_as_cpython("-m", name, cwd=tmp_path).code == 1


class TestUnreadable:
    """Text that is no Python: the error and exit code of CPython."""

    SOURCES: ClassVar = {
        "not utf-8": b"x = '\xff'\n",
        "not utf-8, later": b"x = 1\n\n# caf\xe9\n",
        "not what its cookie says": b"# coding: utf-8\nx = '\xff'\n",
        "unknown encoding": b"# coding: nosuch\nx = 1\n",
        "two encodings": b"\xef\xbb\xbf# coding: latin-1\nx = 1\n",
        "null byte": b"x = 1\n\0\n",
        "syntax error": b"def f(:\n    pass\n",
        "indentation error": b"if True:\nx\n",
        "await outside": b"def f():\n    await x\n",
        "return outside": b"return 1\n",
    }

    @pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
    def test_in_a_file(self, source: bytes, program) -> None:
        assert same_as_cpython(str(program(source))).code == 1

    @pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
    def test_on_standard_input(self, source: bytes) -> None:
        assert same_as_cpython("-", stdin=source).code == 1

    @pytest.mark.parametrize("code", ["1 +", "if 1:\n", "await x", "x = 'é'; y = !"])
    def test_code(self, code: str) -> None:
        assert same_as_cpython("-c", code).code == 1

    @pytest.mark.parametrize(
        "source",
        [
            b"\xef\xbb\xbfprint(ascii('\xc3\xa9'))\n",
            b"print(1)\r\nprint(2)",
            b"\n# vim: coding=utf-8\nprint(1)",
            b"",
            b"#",
        ],
        ids=["byte order mark", "crlf", "cookie", "empty", "comment"],
    )
    def test_readable_after_all(self, source: bytes, program) -> None:
        assert same_as_cpython(str(program(source))).code == 0
        assert same_as_cpython("-", stdin=source).code == 0

    def test_other_encodings(self, program) -> None:
        same_as_cpython(str(program(b"# coding: latin-1\nprint(ascii('\xe9'))\n")))
        same_as_cpython(str(program("#!x\n# -*- coding: cp1251 -*-\nprint(ascii('ж'))\n".encode("cp1251"))))
        same_as_cpython(str(program(b"# coding: ascii\nprint('\xc3\xa9')\n")))
        same_as_cpython(str(program(b"#" + b" " * 9000 + b"coding: latin-1\nprint(ascii('\xe9'))\n")))


def test_the_executable_is_the_host(program) -> None:
    assert run(MINICORO, "-c", "import sys; print(sys.executable)").out == sys.executable + "\n"


@pytest.mark.parametrize("main", ["import half\n", "import whole\n", "import string\nstring.missing\n"])
def test_files_that_hide_modules(main: str, tmp_path: Path) -> None:
    """The program is in another folder than the one in which it is started."""
    files = {"main": main, "half": "import back\n", "back": "from half import name\n", "string": ""}
    files["whole/__init__"] = "import whole\nwhole.name\n"
    (tmp_path / "whole").mkdir()
    for name, text in files.items():
        (tmp_path / f"{name}.py").write_text(text)
    assert same_as_cpython(str(tmp_path / "main.py")).code == 1


@pytest.mark.parametrize("words", [[], ["--frob"], ["-c"], ["-O", "x.py"]])
def test_a_mistaken_command_line(words: list[str]) -> None:
    ended = run(MINICORO, *words)
    assert (ended.code, ended.out) == (2, "")
    assert "usage: minicoro run" in ended.err
    assert "--help" in ended.err


def test_help_and_version() -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii"}
    help_text = run((*MINICORO[:-1], "--help"), env=ascii_only)
    assert (help_text.code, help_text.err) == (0, "")
    assert "explain FILE" in help_text.out
    help_text = run(MINICORO, "--help", env=ascii_only)
    assert (help_text.code, help_text.err) == (0, "")
    assert "minicoro run [options]" in help_text.out
    assert run(MINICORO, "--version").out.startswith("minicoro ")
