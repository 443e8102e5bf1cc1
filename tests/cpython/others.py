"""Any other file of CPython's Lib/test: which tests have another result when the tests are interpreted."""

import json
import re
import sysconfig
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.cpython.compare import ABSENT
from tests.cpython.files import FILES, LIBRARY, TestFile
from tests.cpython.runner import Outcome, Run, cpython_command, run_file

LEFT_OUT = {
    "bytecode": "_opcode code compiler_assemble compiler_codegen dis generated_cases opcache optimizer peepholer",
    "the C API": "bigaddrspace bigmem capi cext cppext embed external_inspection gdb stable_abi_ctypes xxlimited xxtestfuzz",
    "CPython's own build, start and test runner": "asdl_parser build_details clinic cmd_line ensurepip freeze_tables frozenmain "
    "getpath regrtest site sysconfig tools venv",
    "other processes and the network, which take long": "concurrent_futures multiprocessing_fork multiprocessing_forkserver "
    "multiprocessing_main_handling multiprocessing_spawn smtpnet socket ssl urllib2net urllibnet",
    "a display, or Windows": "idle tcl tkinter ttk ttk_textonly turtle winreg winsound",
}
REASONS = {f"test_{name}": reason for reason, names in LEFT_OUT.items() for name in names.split()}

RESULT = tuple[str, str, str]
"""The name of a test, CPython's result, minicoro's."""


def other_files(names: Sequence[str]) -> Iterator[TestFile]:
    """The host's test files with these names; for none, all but those of the other commands and those of `REASONS`."""
    folder = Path(sysconfig.get_path("stdlib")) / "test"
    known = {file.name for file in (*FILES, *LIBRARY)}
    for path in sorted(folder.rglob("test_*.py")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        wanted = name in names or name.partition("/")[0] in names
        if wanted or not (names or name in known or REASONS.get(name.partition("/")[0])):
            yield TestFile(name)


def compare_others(
    names: Sequence[str], command: list[str], out: Path, *, timeout: float, whole: float, jobs: int
) -> int:
    """Print what differs, file by file, and write it to `out`; files that `out` has already are not run again."""
    lines = out.read_text().splitlines() if out.exists() else []
    done = {json.loads(line)["file"] for line in lines}
    files = [file for file in other_files(names) if file.name not in done]
    for reason, left_out in LEFT_OUT.items() if not names else ():
        print(f"left out, {reason}: {left_out}")
    count = 0
    with ThreadPoolExecutor(jobs) as pool:
        running = [(file, pool.submit(_differences, file, command, timeout, whole)) for file in files]
        for file, future in running:
            tests, differing = future.result()
            count += len(differing)
            print(f"{file.name}: {tests} tests, {len(differing)} differ", flush=True)
            for name, theirs, ours in differing:
                print(f"    {name}\n        CPython:  {theirs[:200]}\n        minicoro: {ours[:200]}", flush=True)
            with out.open("a") as results:
                results.write(json.dumps({"file": file.name, "tests": tests, "differing": differing}) + "\n")
    print(f"{len(files)} files, {count} tests differ")
    return 1 if count else 0


def _differences(file: TestFile, command: list[str], timeout: float, whole: float) -> tuple[int, list[RESULT]]:
    """The number of tests, and those that differ when the whole file runs, and again when each of them runs alone."""
    theirs, ours = (_run(each, file, timeout, whole) for each in (cpython_command(), command))
    found = []
    for name in [name for name in (theirs.outcomes | ours.outcomes) if _differ(theirs, ours, name)]:
        if not name.startswith(file.module + "."):
            found.append((name, theirs, ours))
            continue
        match = name.partition(" #")[0]
        again = [_run(each, file, timeout, whole, match) for each in (cpython_command(), command)]
        if _differ(*again, name):
            found.append((name, *again))
    return len(theirs.outcomes), [(name, _text(left, name), _text(right, name)) for name, left, right in found]


def _run(command: list[str], file: TestFile, timeout: float, whole: float, match: str = "") -> Run:
    return run_file(command, file.module, timeout=timeout, whole=whole, match=match)


def _differ(theirs: Run, ours: Run, name: str) -> bool:
    return _outcome(theirs, name).status != _outcome(ours, name).status


def _outcome(run: Run, name: str) -> Outcome:
    return run.outcomes.get(name, ABSENT)


def _text(run: Run, name: str) -> str:
    outcome = _outcome(run, name)
    return re.sub(r" at 0x[0-9a-f]+", "", f"{outcome.status} {outcome.detail}".strip())
