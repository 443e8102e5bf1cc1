"""`minicoro diff`, and the transitions of minicoro against those that CPython tells of."""

import argparse
import sys
import tomllib
from pathlib import Path

import pytest

from minicoro.conformance import diff, runner, transitions
from minicoro.conformance.transitions import Transition, of_events
from tests.running import ROOT, run

KNOWN = tomllib.loads((ROOT / "tests" / "conformance" / "known.toml").read_text())["transitions"]
CASES = [case for case in runner.load(ROOT / "tests" / "conformance") if case.head.negative is None]
SOME = (
    "await/delegation-chain",
    "delegation/throw-into-delegate",
    "delegation/throw-lookup-leaves-suspended",
    "throw-and-close/throw-class",
    "async-for-and-with/sync-with-suppress",
    "async-generators/dropped-while-awaiting",
    "delegation/close-order",
    "throw-and-close/throw-goes-outwards",
    "generator-exit/ignored-coroutine",
    "async-for-and-with/for-else",
    "async-generators/athrow-suspends",
    "async-generators/aclose",
    "async-generators/gen-async-gen-yield-async-for-close-1",
    "comprehensions/async-list",
    "finalisation/dropped-coroutine",
    "scheduling/gather-error",
    "stop-iteration/converted-async-generator",
)


def differences(path: Path, folder: Path) -> str:
    """The first difference in transitions of a program, in words."""
    theirs, ours = diff.both(argparse.Namespace(file=path, python=sys.executable, timeout=60), folder)
    left, right = [[one.text() for one in _told(side.transitions)] for side in (theirs, ours)]
    assert left or not right
    return "" if left == right else runner.first_difference("\n".join(left), "\n".join(right))


def _told(found: list[Transition]) -> list[Transition]:
    return transitions.without_throws(found) if sys.version_info < (3, 12) else found


@pytest.mark.sample(6, 3)
@pytest.mark.parametrize("name", SOME)
def test_some_cases(name: str, tmp_path: Path) -> None:
    (case,) = [case for case in CASES if case.name == name]
    assert differences(case.path, tmp_path) == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "case", [case for case in CASES if not case.skipped(sys.version_info[:2])], ids=lambda c: c.name
)
def test_all_cases(case: runner.Case, tmp_path: Path) -> None:
    """Those that are known are known to differ."""
    found = differences(case.path, tmp_path)
    assert found if case.name in KNOWN else found == ""


def test_known_differences_are_cases() -> None:
    assert set(KNOWN) <= {case.name for case in CASES}
    assert all(len(reason) > 20 for reason in KNOWN.values())


def minicoro_diff(*words: str) -> tuple[int, str]:
    ended = run((sys.executable, "-m", "minicoro"), "diff", *words)
    return ended.code, ended.out + ended.err


def test_a_program_on_which_both_agree(program) -> None:
    path = program("def g():\n    yield 1\n\nprint(list(g()))\n")
    assert minicoro_diff(str(path)) == (
        0,
        "output: equal (1 line)\nerror output: equal (0 lines)\ntransitions: equal (4)\n",
    )


def test_a_generator_that_is_closed_where_none_of_its_code_can_notice(program) -> None:
    path = program("def g():\n    yield 1\n    yield 2\n\nit = g()\nnext(it)\nit.close()\nit = g()\nnext(it)\ndel it\n")
    code, out = minicoro_diff(str(path))
    assert code == 0, out


def test_the_recursion_limit_is_no_fault_of_the_command(program) -> None:
    """Near the limit events are lost, and the two have other limits; but the command compares what there is."""
    path = program(
        "async def down(n):\n    await down(n + 1)\n\n"
        "try:\n    down(0).send(None)\nexcept RecursionError:\n    print('deep')\n"
    )
    code, out = minicoro_diff(str(path))
    assert code in (0, 1) and "output: equal" in out, out


def test_a_program_on_which_they_differ(program) -> None:
    """A program that asks who runs it."""
    path = program(
        "import sys\n"
        "ours = 'minicoro' in sys.modules\n"
        "def g():\n    yield 1\n    if ours:\n        yield 2\n"
        "print('same')\nprint('ours' if ours else 'theirs', list(g()))\nsys.exit(ours)\n"
    )
    code, out = minicoro_diff("--width", "80", str(path))
    assert code == 1
    assert "output: line 2: expected 'theirs [1]', got 'ours [1, 2]'" in out
    assert "   same                                  same" in out
    assert ">> theirs [1]                            ours [1, 2]" in out
    assert "exit code: CPython 0, minicoro 1" in out
    assert "transitions: the first difference is number 4" in out
    assert ">> return  g #1                          yield   g #1 line 6" in out


def test_no_such_file() -> None:
    assert minicoro_diff("absent.py") == (2, "minicoro diff: can't open 'absent.py': No such file or directory\n")


def test_a_traceback_is_the_programs(program) -> None:
    """The tracer's own frames are not in what CPython prints."""
    path = program("def f():\n    raise KeyError('k')\n\nf()\n")
    assert minicoro_diff(str(path))[1].startswith("output: equal (0 lines)\nerror output: equal")


def events(*steps: tuple[str, int, dict[str, object]]) -> list[dict[str, object]]:
    """A stream of events of two objects of one function."""
    states = [{"state": 0, "suspends": "yield"}, {"state": 1, "suspends": "yield", "error": [2, "$e"]}]
    head: list[dict[str, object]] = [
        {"event": "trace", "python": "3.13.0"},
        {"event": "function", "function": 1, "name": "f", "states": states},
        {"event": "created", "object": 1, "function": 1},
        {"event": "created", "object": 2, "function": 1},
    ]
    return head + [{"event": name, "object": number, "line": 5, "state": 1, **more} for name, number, more in steps]


THROW: dict[str, object] = {"how": "throw"}


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([("started", 1, {}), ("suspended", 1, {}), ("returned", 1, {})], ["start 1", "yield 1", "return 1"]),
        ([("started", 2, {}), ("raised", 2, {})], ["start 1", "unwind 1"]),
        ([("started", 1, THROW), ("raised", 1, {})], []),
        # Thrown through 1 into 2, which raises; then it comes to 1.
        (
            [
                ("started", 1, {}),
                ("started", 2, {}),
                ("suspended", 2, {}),
                ("suspended", 1, {"on": {"object": 2}}),
                ("resumed", 2, THROW),
                ("raised", 2, {}),
                ("resumed", 1, THROW),
                ("returned", 1, {}),
            ],
            ["start 1", "start 2", "yield 2", "yield 1", "throw 2", "unwind 2", "throw 1", "return 1"],
        ),
        # The same, but 2 returns: 1 goes on by a throw of StopIteration.
        (
            [
                ("started", 1, {}),
                ("started", 2, {}),
                ("suspended", 1, {"on": {"object": 2}}),
                ("resumed", 2, THROW),
                ("returned", 2, {}),
                ("resumed", 1, THROW),
                ("returned", 1, {}),
            ],
            ["start 1", "start 2", "yield 1", "throw 2", "return 2", "throw 1", "return 1"],
        ),
        # The same, but another has returned: 1 is thrown into.
        (
            [
                ("started", 1, {}),
                ("started", 2, {}),
                ("suspended", 1, {}),
                ("returned", 2, {}),
                ("resumed", 1, THROW),
                ("returned", 1, {}),
            ],
            ["start 1", "start 2", "yield 1", "return 2", "throw 1", "return 1"],
        ),
        (
            [("started", 1, {}), ("suspended", 1, {}), ("closed", 1, {})],
            ["start 1", "yield 1"],
        ),  # on 3.13.0 without a word
        # By aclose(), or throw(GeneratorExit).
        (
            [("started", 1, {}), ("resumed", 1, {"how": "close", "state": 0}), ("raised", 1, {})],
            ["start 1", "throw 1", "unwind 1"],
        ),
        (
            [("started", 1, {}), ("resumed", 1, {"how": "close", "ending": True}), ("raised", 1, {})],
            ["start 1", "throw 1", "unwind 1"],
        ),
    ],
)
def test_events_as_transitions(steps: list[tuple[str, int, dict[str, object]]], told: list[str]) -> None:
    assert [f"{one.what} {one.object}" for one in of_events(events(*steps))] == told


@pytest.mark.parametrize("source", [b"a = 1\nb = '\xe9'\n", b"a = 1\0\n", b"def f(:\n"])
def test_a_file_that_cannot_be_compiled_is_the_same_file_to_both(source: bytes, tmp_path: Path) -> None:
    """Some messages of CPython are others for a text than for a file."""
    path = tmp_path / "wrong.py"
    path.write_bytes(source)
    theirs, ours = diff.both(argparse.Namespace(file=path, python=sys.executable, timeout=60), tmp_path)
    assert (theirs.out, theirs.err) == (ours.out, ours.err)
    assert "SyntaxError" in ours.err


def test_3_11_tells_nothing_of_a_delegates_value() -> None:
    """There the frame outside just goes on."""
    steps = [("suspended", 1, {"on": {"object": 2}}), ("resumed", 2, THROW), ("returned", 2, {}), ("resumed", 1, THROW)]
    found = events(("started", 1, {}), ("started", 2, {}), *steps, ("returned", 1, {}))
    found[0]["python"] = "3.11.7"
    assert [f"{one.what} {one.object}" for one in of_events(found)][-3:] == ["throw 2", "return 2", "return 1"]
