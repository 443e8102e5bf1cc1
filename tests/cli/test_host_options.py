"""`-W`, `-X` and `PYTHONWARNINGS` are in force from the host's start. Compared live with CPython."""

import pytest

from tests.running import CPYTHON, MINICORO, run, same_as_cpython

pytestmark = pytest.mark.sample(5, 1)

LOOK = """\
import asyncio, faulthandler, sys, warnings
print(sys.flags)
print(sys.warnoptions, sys._xoptions, sys.argv, sys.orig_argv)
print(warnings.filters)
print(faulthandler.is_enabled())
async def main(): print(asyncio.get_running_loop().get_debug())
asyncio.run(main())
"""

WARNS = """\
import warnings
warnings.warn("old", DeprecationWarning)
warnings.warn("plain")
print("on")
async def f(): pass
f()
print("end")
"""


@pytest.mark.parametrize(
    "options",
    [
        ["-X", "dev"],
        ["-W", "error::UserWarning"],
        ["-X", "dev", "-W", "ignore", "-W", "once::DeprecationWarning"],
        ["-X", "utf8=0"],
        ["-X", "int_max_str_digits=5000", "-X", "of_the_program=1"],
    ],
    ids=" ".join,
)
def test_in_force_from_the_start(options: list[str], program) -> None:
    same_as_cpython(*options, str(program(LOOK)), "-X", "mine")
    same_as_cpython(*options, "-c", LOOK, "-W", "mine")


@pytest.mark.parametrize("action", ["default", "error", "ignore", "always", "module", "once"])
def test_warning_actions(action: str, program) -> None:
    path = str(program(WARNS))
    by_option = same_as_cpython("-W", action, path)
    assert same_as_cpython(path, env={"PYTHONWARNINGS": action}) == by_option


def test_order_of_option_and_environment(program) -> None:
    same_as_cpython("-W", "ignore", str(program(WARNS)), env={"PYTHONWARNINGS": "error"})
    same_as_cpython("-Werror", str(program(LOOK)), env={"PYTHONWARNINGS": "ignore,default::UserWarning"})


def test_the_hosts_complaints_come_through(program) -> None:
    same_as_cpython("-W", "nonsense", str(program("print(1)")))
    same_as_cpython("-X", "int_max_str_digits=1", str(program("print(1)")))


def test_options_before_minicoro_are_the_hosts(program) -> None:
    path = str(program("assert False\nprint(__debug__)\n" + LOOK))
    python, *entry = MINICORO
    actual = run([python, "-O", "-X", "dev", *entry], "-W", "error", path)
    assert actual == run([*CPYTHON, "-W", "error", "-O", "-X", "dev"], path)


def test_the_restart_keeps_the_process(program) -> None:
    """No second process: what a supervisor started is what runs."""
    import subprocess

    from tests.running import environment

    path = program("import os\nprint(os.getpid())")
    with subprocess.Popen([*MINICORO, "-X", "dev", str(path)], stdout=subprocess.PIPE, env=environment()) as process:
        assert int(process.stdout.read()) == process.pid
