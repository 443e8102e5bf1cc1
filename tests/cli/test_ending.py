"""How a process ends: exit codes, uncaught exceptions, hooks, shutdown, broken pipes. Compared live with CPython."""

import subprocess

import pytest

from tests.running import CPYTHON, MINICORO, environment, run, same_as_cpython

pytestmark = pytest.mark.sample(6, 1)

EXITS = [
    "", "None", "0", "1", "3", "255", "256", "-1", "True", "False", "10**30", "-10**30", "2.5", "'a message'", "''",
    "'caf\\u00e9'", "('a', 'tuple')", "()", "1, 2", "object", "b'bytes'", "[]", "ValueError('x')",
]  # fmt: skip


class TestSystemExit:
    @pytest.mark.parametrize("argument", EXITS)
    def test_raised(self, argument: str) -> None:
        same_as_cpython("-c", f"raise SystemExit({argument})")

    @pytest.mark.parametrize("argument", ["", "None", "4", "'message'"])
    def test_sys_exit(self, argument: str) -> None:
        same_as_cpython("-c", f"import sys\nsys.exit({argument})")

    def test_the_class_itself(self) -> None:
        same_as_cpython("-c", "raise SystemExit")

    def test_a_code_that_cannot_be_printed(self) -> None:
        same_as_cpython("-c", "class C:\n    def __str__(self): raise ValueError\nraise SystemExit(C())")

    def test_a_code_that_was_changed(self) -> None:
        same_as_cpython("-c", "e = SystemExit(1)\ne.code = 7\nraise e")

    def test_out_of_a_coroutine(self) -> None:
        same_as_cpython("-c", "import asyncio\nasync def f(): raise SystemExit(9)\nasyncio.run(f())")

    def test_a_module_that_exits(self, program, tmp_path) -> None:
        program("raise SystemExit('from a module')", "ends.py")
        same_as_cpython("-m", "ends", cwd=tmp_path)

    def test_abort_without_clean_up(self) -> None:
        same_as_cpython("-c", "import os\nprint('lost', end='')\nos._exit(5)")


UNCAUGHT = {
    "plain": "def f(x):\n    return 1 / x\n\nf(0)\n",
    "chained": "try:\n    {}['k']\nexcept KeyError as e:\n    raise ValueError('v') from e\n",
    "in context": "try:\n    {}['k']\nexcept KeyError:\n    int('x')\n",
    "suppressed": "try:\n    {}['k']\nexcept KeyError:\n    raise ValueError('v') from None\n",
    "with a note": "e = TypeError('t')\ne.add_note('a note')\nraise e\n",
    "a group": "raise ExceptionGroup('several', [ValueError(1), ExceptionGroup('deep', [KeyError(2)])])\n",
    "no str": "class E(Exception):\n    def __str__(self): raise ValueError\nraise E\n",
    "base": "class B(BaseException): pass\nraise B('b')\n",
    "generator exit": "raise GeneratorExit\n",
    "keyboard interrupt by hand": "raise KeyboardInterrupt('by hand')\n",
    "from a generator": "def g():\n    yield 1\n    raise ValueError('in g')\n\nfor x in g():\n    print(x)\n",
    "from a coroutine": "import asyncio\n\nasync def f():\n    await asyncio.sleep(0)\n    raise ValueError('in f')\n\nasync def main():\n    await f()\n\nasyncio.run(main())\n",
    "recursion": "def f(n):\n    return 0 if n == 0 else f(n - 1)\n\nf(100)\nraise ValueError\n",
    "native caller": "print(sorted([3, 1], key=lambda x: 1 / (x - 1)))\n",
    "stop iteration": "next(iter([]))\n",
    "import error": "import nosuchmodule\n",
    "in an imported module": "import broken\n",
    "syntax error in an imported module": "import unreadable\n",
}


class TestUncaught:
    @pytest.mark.parametrize("source", UNCAUGHT.values(), ids=UNCAUGHT.keys())
    def test_in_a_file(self, source: str, program) -> None:
        program("def g():\n    raise ValueError\n\n\ng()\n", "broken.py")
        program("def (:\n", "unreadable.py")
        assert same_as_cpython(str(program(source))).code != 0

    @pytest.mark.parametrize("name", ["plain", "chained", "from a coroutine"])
    def test_in_code_and_on_standard_input(self, name: str) -> None:
        same_as_cpython("-c", UNCAUGHT[name])
        same_as_cpython("-", stdin=UNCAUGHT[name])

    def test_in_a_module(self, program, tmp_path) -> None:
        program(UNCAUGHT["plain"], "fails.py")
        same_as_cpython("-m", "fails", cwd=tmp_path)

    @pytest.mark.parametrize(
        "hook",
        [
            "lambda *a: print('hook', a[0].__name__, a[1], a[2].tb_lineno, a[2].tb_frame.f_code.co_name)",
            "lambda *a: print(sys.last_value is a[1], sys.last_type is a[0], sys.last_traceback is a[2] is a[1].__traceback__)",
            "lambda *a: sys.exit(12)",
            "None",
            "lambda: 0",
        ],
    )
    def test_excepthook(self, hook: str, program) -> None:
        same_as_cpython(str(program(f"import sys\nsys.excepthook = {hook}\n1 / 0\n")))

    def test_excepthook_that_fails(self, program) -> None:
        same_as_cpython(
            str(
                program(
                    "import sys\ndef hook(*a):\n    raise ValueError('in the hook')\nsys.excepthook = hook\n1 / 0\n"
                )
            )
        )

    def test_excepthook_that_is_gone(self, program) -> None:
        same_as_cpython(str(program("import sys\ndel sys.excepthook\n1 / 0\n")))

    def test_the_hook_seen_at_exit_is_the_programs(self, program) -> None:
        source = "import sys, atexit\natexit.register(lambda: print(sys.excepthook is sys.__excepthook__))\n1 / 0\n"
        same_as_cpython(str(program(source)))

    def test_no_stderr(self, program) -> None:
        same_as_cpython(str(program("import sys\nsys.stderr = None\n1 / 0\n")))


class TestShutdown:
    """Threads are joined, exit functions run, objects die and files are flushed in CPython's order."""

    SOURCE = """\
import atexit, sys, threading, time

class Dies:
    def __init__(self, name): self.name = name
    def __del__(self): print("died:", self.name)

def work():
    time.sleep(0.1)
    print("the thread is done")

atexit.register(print, "first registered")
atexit.register(print, "last registered")
threading.Thread(target=work).start()
kept = Dies("global")
print("end of the program; no newline and no flush", end="")
"""

    @pytest.mark.parametrize(
        "last", ["", "1 / 0\n", "sys.exit(3)\n", "sys.exit('text')\n", "raise KeyboardInterrupt\n"]
    )
    def test_order(self, last: str, program) -> None:
        same_as_cpython(str(program(self.SOURCE + last)))

    def test_an_exit_function_that_fails(self, program) -> None:
        source = "import atexit\nclass Exit:\n    def __repr__(self): return 'exit'\n    def __call__(self): 1 / 0\n"
        same_as_cpython(str(program(source + "atexit.register(Exit())\n")))

    def test_suspended_things_at_exit(self, program) -> None:
        source = "def g():\n    try:\n        yield\n    finally:\n        print('closed')\n\nkept = g()\nnext(kept)\n"
        same_as_cpython(str(program(source)))

    def test_output_that_was_closed(self, program) -> None:
        same_as_cpython(str(program("import sys\nsys.stdout.close()\n")))


class TestBrokenPipe:
    """The reader of our output goes away."""

    @pytest.mark.parametrize(
        "source",
        [
            "print('x' * 10)\n",
            "while True:\n    print('x' * 1000)\n",
            "import sys\nwhile True:\n    sys.stdout.write('y\\n')\n    sys.stdout.flush()\n",
        ],
        ids=["noticed at exit", "noticed by print", "noticed by flush"],
    )
    def test_same_end(self, source: str, program) -> None:
        path = program(source)
        assert self.end(MINICORO, path) == self.end(CPYTHON, path)

    @staticmethod
    def end(command, path) -> tuple[int, str]:
        process = subprocess.Popen(
            [*command, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
        )
        process.stdout.close()
        error = process.stderr.read().decode()
        process.stderr.close()
        return process.wait(60), error


class TestInternalFault:
    """A fault of minicoro's own is told apart from the program's errors."""

    @pytest.fixture
    def broken(self, tmp_path) -> tuple[str, ...]:
        """The command with a runtime that fails in itself."""
        start = tmp_path / "start.py"
        start.write_text(
            "import os, sys\nfrom minicoro.__main__ import main\nfrom minicoro.cli import program\nfrom minicoro.api import InternalError\n"
            "fault = 'def run(command):\\n    raise ' + os.environ['ERROR']\n"
            "exec(compile(fault, program.__file__, 'exec'))\nprogram.run = run\nsys.exit(main())\n"
        )
        return (MINICORO[0], str(start))

    @pytest.mark.parametrize("error", ["InternalError('no such state: 7')", "AttributeError('no such state: 7')"])
    def test_exit_70_and_a_report(self, broken, error: str) -> None:
        ended = run(broken, "run", "-c", "pass", env={"ERROR": error})
        assert ended.code == 70
        assert ended.out == ""
        kind = error.partition("(")[0]
        assert ended.err.startswith(f"internal error in minicoro: {kind}: no such state: 7\n")
        assert "while running the code given with -c" in ended.err
        assert "Traceback" in ended.err

    def test_what_can_happen_before_the_first_line_is_no_fault(self, broken) -> None:
        ended = run(broken, "run", "-c", "pass", env={"ERROR": "ImportError('gone')"})
        assert (ended.code, ended.err) == (1, "ImportError: gone\n")
