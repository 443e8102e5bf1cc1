"""The walking engine: whole programs against the host, what `code_of` promises, and the shape of the package."""

import ast
import asyncio
import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

from minicoro import walk
from minicoro.tools.evaluations import Evaluation, Watch
from tests.running import ROOT

DETAILS = ROOT / "tests" / "programs" / "details"
PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.py"))
WALKED = (
    "arguments_of_athrow",
    "arguments_of_frames",
    "arguments_of_syntax_errors",
    "awaits_of_a_module",
    "callers_of_frames",
    "calls_of_traced_code",
    "cleared_frames",
    "closed_unbegun",
    "consuming_calls",
    "dropped_after_a_throw",
    "dropped_after_an_ignored_exit",
    "dropped_at_the_limit",
    "dropped_around_handlers",
    "dropped_in_a_handler",
    "ends_of_delegates_traced",
    "entries_of_refused_imports",
    "equal_keys",
    "exec_in_mappings",
    "failed_assertions",
    "first_called_at_the_end",
    "frame_arguments",
    "freed_after_a_warning",
    "given_values_are_freed",
    "incomplete_trees",
    "lazy_by_list",
    "lines_of_decorated",
    "lines_of_ended_frames",
    "locals_at_returns",
    "names_in_annotations",
    "optimized",
    "order_of_sets",
    "places_of_operands",
    "positions_of_pairs",
    "profiled_calls",
    "readonly_attributes",
    "removed_from_f_locals",
    "static_attributes",
    "thrown_at_the_start",
    "traced_again",
    "warned_of_dropped_files",
    "with_places",
)
PROGRAMS += [DETAILS / f"{name}.py" for name in WALKED]
MODULES = sorted((ROOT / "minicoro" / "walk").glob("*.py"))
AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


def tree_of(text: str, mode: str = "exec") -> ast.AST:
    """A tree that may await outside of functions."""
    return compile(text, "text", mode, AWAIT | ast.PyCF_ONLY_AST, dont_inherit=True)


@pytest.mark.sample(8, 1)
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_does_what_it_does_under_the_host(program: Path) -> None:
    """Output, errors with their carets, and exit code."""
    env = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}
    commands = [[sys.executable, str(program)], [sys.executable, "-m", "minicoro", "run", "--walk", str(program)]]
    host, walked = [subprocess.run(each, env=env, capture_output=True, text=True, check=False) for each in commands]
    assert (walked.stdout, walked.stderr, walked.returncode) == (host.stdout, host.stderr, host.returncode)


def test_single_mode_displays_each_expression(capsys: pytest.CaptureFixture[str]) -> None:
    exec(walk.code_of(tree_of("if 1:\n 'a'; 2\n", "single"), "text", "single"), {})
    assert capsys.readouterr().out == "'a'\n2\n"


def test_eval_gives_a_value_and_sees_both_namespaces() -> None:
    code = walk.code_of(tree_of("[g + l for _ in range(n)]", "eval"), "text", "eval")
    assert eval(code, {"g": 1, "l": 2, "n": 2}, {}) == [3, 3]


def test_an_await_outside_of_functions_makes_a_coroutine() -> None:
    code = walk.code_of(tree_of("import asyncio\nx = await asyncio.sleep(0, 5)"), "text", "exec", AWAIT)
    names: dict[str, object] = {}
    coroutine = eval(code, names)

    async def awaits() -> None:
        await coroutine

    asyncio.run(awaits())
    assert code.co_flags & inspect.CO_COROUTINE
    assert names["x"] == 5


def test_watching_tells_what_is_spilled_and_taken_again() -> None:
    told: list[Evaluation] = []
    names: dict[str, object] = {}
    exec(walk.code_of(tree_of("def g(n):\n return (n + 1) * (yield)"), "text", "exec"), names)
    generator = names["g"](4)  # type: ignore[operator]
    watch = Watch(told.append, lambda place: 0)
    next(generator)
    with pytest.raises(StopIteration):
        generator.send(2)
    watch.end()
    kept = [
        (event.kind, ast.unparse(event.place.node), event.value) for event in told if event.kind in ("spills", "takes")
    ]
    assert kept == [("spills", "n + 1", 5), ("takes", "n + 1", 5), ("takes", "(yield)", 2)]


def test_the_package_is_small_and_has_no_circle() -> None:
    """At most 2,200 lines, functions of at most 60, imports of `core` and `lower` only, and none in a circle."""
    inner: dict[str, set[str]] = {}
    for path in MODULES:
        tree = ast.parse(path.read_text())
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
        outer = {node.module for node in imports if node.module.startswith("minicoro")}
        assert all(name.startswith(("minicoro.core", "minicoro.lower")) for name in outer), path
        inner[path.stem] = {node.module for node in imports if node.level}
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        assert all(node.end_lineno - node.lineno < 60 for node in functions), path
    while leaves := [name for name, needs in inner.items() if not needs & set(inner)]:
        for name in leaves:
            del inner[name]
    assert not inner
    assert sum(len(path.read_text().splitlines()) for path in MODULES) <= 2200
