"""`minicoro conform`: the kit on any number of interpreters."""

import argparse
import subprocess
import sys
from collections.abc import Sequence

from minicoro.conformance import kit, progress, runner
from minicoro.conformance.runner import Case, Score, Target
from minicoro.lens import taken

DESCRIPTION = "Run the conformance kit on minicoro, or on other Pythons, and compare with CPython."


def arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = runner.Parser(prog="minicoro conform", description=DESCRIPTION)
    add = parser.add_argument
    runner.add_options(parser, "auto")
    add("--minicoro", action="append", default=[], metavar="PATH", help="score minicoro on this Python (repeatable)")
    add("--force-machine", action="store_true", help="let minicoro run every function as a state machine")
    add("--walk", action="store_true", help="let minicoro run by its tree-walking interpreter")
    add(
        "--as",
        dest="as_version",
        metavar="VERSION",
        help="let minicoro behave as this Python, and compare with the records of this Python",
    )
    add("--list", action="store_true", help="list the cases and run none")
    add("--record", action="store_true", help="write down what the Pythons do, as expectations for others")
    add(
        "--cpython-tests",
        action="store_true",
        help="run CPython's own tests under minicoro instead; --case names files, --minicoro the Python",
    )
    return parser.parse_args(words)


def targets(options: argparse.Namespace) -> list[Target]:
    """The requested interpreters, probed; if none was requested, minicoro on the running Python."""
    flags = [*(["--force-machine"] if options.force_machine else []), *(["--walk"] if options.walk else [])]
    if options.as_version:
        flags += ["--as", options.as_version]
    found = [*runner.named(options), *[runner.minicoro(path, flags) for path in options.minicoro]]
    probed = [runner.probe(one) for one in found or [runner.minicoro("", flags)]]
    return [_seen_as(one, options.as_version) if "--as" in one.options else one for one in probed]


def _seen_as(target: Target, as_version: str) -> Target:
    """minicoro with a lens, which is compared with the Python that it behaves as."""
    version = as_version.split(",")[0]
    recorded = [each for each in runner.recorded(kit.folder()) if f"{each}.".startswith(f"{version}.")]
    return target._replace(version=recorded[-1] if recorded else f"{version}.0")


def at_hand(options: argparse.Namespace) -> list[Target]:
    """The CPythons that can be references: the running one, and those on which minicoro is scored."""
    return [runner.probe(runner.python(path)) for path in dict.fromkeys([sys.executable, *options.minicoro])]


def score_all(options: argparse.Namespace, cases: Sequence[Case]) -> list[Score]:
    """The score of every interpreter, compared with the available references."""
    chosen, known = targets(options), at_hand(options)
    pairs = [(one, runner.reference_for(one, known, kit.folder(), options.reference)) for one in chosen]
    return runner.score_all(pairs, cases, options, progress.bar)


def record(options: argparse.Namespace, cases: Sequence[Case]) -> int:
    """Record the results of each named Python (of the running one if none is named)."""
    for target in [runner.probe(runner.python(path)) for path in options.python or [sys.executable]]:
        chosen = [case for case in cases if not case.skipped(target.minor)]
        known = runner.recorded(kit.folder()).get(target.version)
        partial = known is not None and bool(options.case or options.chapter)
        before = dict(runner.read_record(known).record) if known is not None and partial else {}
        found = runner.run_all(chosen, target, options.jobs, options.timeout, lambda name, count: None)
        path = runner.write_record(kit.folder(), target, before | {name: ended for name, (ended, _) in found.items()})
        print(f"{path}: {len(found)} cases")
    return 0


def cpython_tests(options: argparse.Namespace) -> int:
    """Run CPython's own tests with the harness of the checkout, which prints counts for each file; 1 if a test fails
    unexpectedly.
    """
    root = kit.folder().parent.parent
    if not (root / "tests" / "cpython").is_dir():
        print("minicoro: CPython's tests are run from a checkout of minicoro", file=sys.stderr)
        return 2
    for name in ("python", "command", "chapter", "json", "junit"):
        if getattr(options, name):
            print(f"minicoro: --{name} has no meaning for --cpython-tests", file=sys.stderr)
            return 2
    words = [
        "-m",
        "tests.cpython",
        "--jobs",
        str(options.jobs),
        *(["--force-machine"] if options.force_machine else []),
        *(["--walk"] if options.walk else []),
    ]
    words += [word for name in options.case for word in ("--only", name)]
    sys.stdout.flush()
    codes = [subprocess.run([python, *words], cwd=root).returncode for python in options.minicoro or [sys.executable]]
    return max(codes)


def enter(words: Sequence[str]) -> int:
    """`minicoro conform`; 1 if a case failed, 2 if there was nothing to run."""
    options = arguments(words)
    if options.as_version:
        try:
            taken(options.as_version)
        except ValueError as error:
            print(f"minicoro conform: {error}", file=sys.stderr)
            return 2
    if options.cpython_tests:
        return cpython_tests(options)
    try:
        cases = runner.chosen_cases(options, kit.folder())
        if options.list:
            print("\n".join([f"{case.name}: {case.head.description}" for case in cases]))
            return 0
        if options.record:
            return record(options, cases)
        scores = score_all(options, cases)
    except (RuntimeError, FileNotFoundError) as error:
        print(f"minicoro conform: {error}", file=sys.stderr)
        return 2
    return runner.report(options, scores, cases)
