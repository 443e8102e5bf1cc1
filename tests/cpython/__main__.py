"""`python -m tests.cpython`: see `--help`."""

import argparse
import platform
import shlex
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.cpython import listed, report
from tests.cpython.compare import Comparison, belonging
from tests.cpython.files import FILES, TestFile, chosen, of_library
from tests.cpython.others import compare_others
from tests.cpython.runner import cpython_command, minicoro_command, run_file


def compare(
    files: list[TestFile],
    command: list[str],
    *,
    timeout: float,
    jobs: int = 1,
    match: str = "",
    interpreted: bool = True,
    engine: str = "compiled",
) -> list[Comparison]:
    """Run `files` under the running CPython and under `command`, `jobs` processes at a time."""
    known = listed.listed_for(".".join(map(str, sys.version_info[:3])), listed.load(), engine)
    with ThreadPoolExecutor(jobs) as pool:
        pairs = [
            (
                pool.submit(run_file, cpython_command(), file.module, timeout=timeout, match=match),
                pool.submit(run_file, _interpreting(command, file), file.module, timeout=timeout, match=match),
            )
            for file in files
        ]
        return [
            Comparison(file, theirs.result(), ours.result(), belonging(file, known), bool(match), interpreted)
            for file, (theirs, ours) in zip(files, pairs, strict=True)
        ]


def _interpreting(command: list[str], file: TestFile) -> list[str]:
    return [*command, f"--interpret={file.interpret}"] if file.interpret else command


def arguments() -> argparse.Namespace:
    names = ", ".join(file.name for file in FILES)
    parser = argparse.ArgumentParser(prog="python -m tests.cpython", description=__doc__, epilog=f"Files: {names}")
    parser.add_argument("--only", action="append", default=[], metavar="FILE", help="this file only (repeatable)")
    parser.add_argument(
        "--library", action="store_true", help="further files: more of the language, and of the library, interpreted"
    )
    parser.add_argument(
        "--others",
        type=Path,
        metavar="OUT.jsonl",
        help="all other test files of this Python, or those of --only; what differs is added to OUT.jsonl. Takes hours",
    )
    parser.add_argument("--match", default="", metavar="TEXT", help="only tests whose names contain TEXT")
    parser.add_argument("--jobs", type=int, default=1, help="processes at a time")
    parser.add_argument("--timeout", type=float, default=60.0, metavar="S", help="seconds for one test (60)")
    parser.add_argument(
        "--whole", type=float, default=300.0, metavar="S", help="with --others: seconds for one file (300)"
    )
    parser.add_argument("--interpret", action="append", default=[], metavar="PACKAGE", help="interpret this too")
    parser.add_argument("--force-machine", action="store_true", help="run every function as a state machine")
    parser.add_argument("--walk", action="store_true", help="test the tree-walking engine")
    parser.add_argument("--command", help="compare this command, which takes a file to run, instead of minicoro")
    parser.add_argument("--traces", action="store_true", help="print the whole traceback of every failure")
    parser.add_argument("--update-report", action="store_true", help="write the table to report.md")
    return parser.parse_args()


def main() -> int:
    """Compare, print, and return 0 if nothing is to be done."""
    options = arguments()
    command = shlex.split(options.command or "") or minicoro_command(
        options.interpret, options.force_machine, options.walk
    )
    if options.others:
        limits = {"timeout": options.timeout, "whole": options.whole}
        return compare_others(options.only, command, options.others, jobs=options.jobs, **limits)
    try:
        files = of_library(options.only) if options.library else chosen(options.only)
    except KeyError as error:
        print(f"no such file: {error.args[0]}; there are {', '.join(file.name for file in FILES)}", file=sys.stderr)
        return 2
    missing = [file.name for file in files if not file.exists()]
    if missing:
        print(f"this Python comes without its tests: {', '.join(missing)}", file=sys.stderr)
        return 2
    comparisons = compare(
        files,
        command,
        timeout=options.timeout,
        jobs=options.jobs,
        match=options.match,
        interpreted=not options.command,
        engine="walk" if options.walk else "compiled",
    )
    print(f"CPython {platform.python_version()}: its own tests under `{shlex.join(command)}`\n")
    print(report.table(comparisons), end="")
    print(report.failures(comparisons, options.traces), end="")
    if options.update_report:
        report.update_page(comparisons)
    return 0 if all(comparison.good for comparison in comparisons) else 1


if __name__ == "__main__":
    sys.exit(main())
