"""What cannot be written is told in one line, with an exit code that is not 0; the program itself goes on."""

import subprocess
from pathlib import Path

import pytest

from tests.running import CPYTHON, ROOT, environment

pytestmark = [
    pytest.mark.sample(5, 1),
    pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full"),
]

COMMAND = (*CPYTHON, "-m", "minicoro")
EXAMPLE = str(ROOT / "examples" / "await_value.py")
BUG = str(ROOT / "tests" / "schedules" / "programs" / "lost_wakeup.py") + ":bug"
FULL = "can't write '/dev/full': No space left on device"
FORMS = ("--json", "--html", "--perfetto", "--mermaid")


def named(words: tuple[str, ...]) -> str:
    return " ".join(words).replace(f"{ROOT}/", "")


def ended(*words: str, out: str = "/dev/null") -> tuple[int, str]:
    with Path(out).open("w") as file:
        done = subprocess.run(
            [*COMMAND, *words],
            stdout=file,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            env=environment(),
            text=True,
        )
    return done.returncode, done.stderr


@pytest.mark.parametrize("form", FORMS)
def test_a_trace(form: str) -> None:
    assert ended("trace", form, "/dev/full", EXAMPLE) == (74, f"minicoro trace: {FULL}\n")


@pytest.mark.parametrize("words", [("trace", "--json", "-", EXAMPLE), ("show", "-o", "-", EXAMPLE)], ids=named)
def test_a_dash_is_no_file(words: tuple[str, ...]) -> None:
    code, error = ended(*words)
    assert (code, error.partition(";")[0]) == (
        2,
        f"minicoro {words[0]}: can't write '-': for standard output, give /dev/stdout",
    )


def test_the_program_goes_on(program, tmp_path: Path) -> None:
    path, out = program("import sys\nprint('goes on')\nsys.exit(int(sys.argv[1]))\n"), tmp_path / "out.txt"
    told = f"minicoro trace: {FULL}\n"
    assert ended("trace", "--json", "/dev/full", str(path), "0", out=str(out)) == (74, told)
    assert out.read_text() == "goes on\n"
    assert ended("trace", "--json", "/dev/full", str(path), "3") == (3, told)


@pytest.mark.sample(9, 3)
@pytest.mark.parametrize(
    "words",
    [
        ("show", "-o", "/dev/full", EXAMPLE),
        ("explore", BUG, "--save", "/dev/full"),
        ("explore", BUG, "--html", "/dev/full"),
    ],
    ids=named,
)
def test_other_files(words: tuple[str, ...]) -> None:
    assert ended(*words) == (74, f"minicoro {words[0]}: {FULL}\n")


@pytest.mark.sample(12, 4)
@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("--version",),
        ("trace", "--help"),
        ("trace", EXAMPLE),
        ("show", EXAMPLE),
        ("diff", EXAMPLE),
        ("explore", BUG),
        ("learn",),
        ("conform", "--list"),
    ],
    ids=named,
)
def test_standard_output(words: tuple[str, ...]) -> None:
    command = "minicoro" if words[0].startswith("-") else f"minicoro {words[0]}"
    assert ended(*words, out="/dev/full") == (74, f"{command}: can't write the output: No space left on device\n")


@pytest.mark.parametrize("form", FORMS)
def test_a_dump_that_is_opened(form: str, tmp_path: Path) -> None:
    trace = str(tmp_path / "trace.jsonl")
    assert ended("trace", "--json", trace, EXAMPLE) == (0, "")
    code, told = ended("open", form, "/dev/full", trace)
    assert (code, told) == (74, f"minicoro open: {FULL}\n")
    code, told = ended("open", trace, out="/dev/full")
    assert (code, told) == (74, "minicoro open: can't write the output: No space left on device\n")
