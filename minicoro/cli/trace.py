"""`minicoro trace`: run a program and report what its coroutines and tasks do."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TextIO

from minicoro.cli import command_line
from minicoro.cli.command_line import RunCommand, UsageError, next_word, refuse_to_overwrite

if TYPE_CHECKING:
    from minicoro.observe.explain import Explain
    from minicoro.observe.screen import Console
    from minicoro.observe.stream import Reader, Stream
    from minicoro.observe.tracing import TraceOptions

HELP = """\
usage: minicoro trace [options] (FILE | -c CODE | -m MODULE | -) [ARG ...]
       minicoro trace --diff A.jsonl B.jsonl

Run a program and report, as it happens, what its generators, coroutines and tasks do.

form of the report (default: the story, which is text on standard output between the lines that the program prints):
  --json OUT       JSON Lines, one event a line (the schema: spec/events.md)
  --html OUT       one page to step through the run, forwards and backwards
  --perfetto OUT   a timeline for https://ui.perfetto.dev, or for chrome://tracing
  --mermaid OUT    a sequence diagram in Mermaid's language
  --story          the story, too

content of the report:
  --only NAME      only this task, or functions of this name, with all that happens in them; NAME may be a pattern
                   such as 'worker*' (repeatable)
  --tasks          only tasks, not the coroutines inside them
  --lines          also every statement, by its first line, when it begins
  --expressions    also the value of every sub-expression in the order of evaluation, and the values that each
                   suspension keeps; implies --walk
  --schedule F     the run that `minicoro explore --save F` has written; no FILE follows
  --limit N        only the first N events; the program then continues without a report
  --virtual-time   the event loop's clock jumps to the next timer when nothing is ready
  --native         CPython runs the program, at full speed (3.12 and newer): objects are reported from their start on,
                   without the states between suspensions
  --variables      with --native and --json or --html: also the variables at each suspension
  --explain        at the end, explain what went wrong: tasks that wait for each other, coroutines never awaited...

signs of the story, each in the lane of its task or generator:
  ┬ made, or starts   ● runs   ○ suspends   ┴ over   ◂ woken   ✗ asked to cancel   ◷ a timer   » output
  · a line or value   ! a problem of the loop.  Not every event has a line; --json has them all.

Ctrl-C ends the program; the report is complete up to that moment.  -W, -X, --interpret, --walk, --as and
--library are as for `minicoro run`.
"""


@dataclass
class TraceCommand:
    """The parsed words of the command."""

    outs: dict[str, str] = field(default_factory=dict)
    only: list[str] = field(default_factory=list)
    story: bool = False
    tasks: bool = False
    lines: bool = False
    expressions: bool = False
    limit: int = 0
    virtual_time: bool = False
    explain: bool = False
    native: bool = False
    variables: bool = False
    own: list[str] = field(default_factory=list)  # the words of its own options
    run: RunCommand | None = None


_OUTS = ("--json", "--html", "--perfetto", "--mermaid")
_FLAGS = ("--story", "--tasks", "--lines", "--expressions", "--virtual-time", "--explain", "--native", "--variables")


def parse(words: Sequence[str]) -> TraceCommand:
    """Parse the words after `trace`; UsageError if they are invalid."""
    command = TraceCommand()
    rest = list(words)
    others: list[str] = []
    while rest and rest[0].startswith("-") and rest[0] not in ("-", "--", "-c", "-m"):
        word = rest.pop(0)
        name, joined, value = word.partition("=")
        if name in (*_OUTS, "--only", "--limit"):
            if not joined:
                is_left_out = name in _OUTS and rest and rest[0].startswith("--")
                value = next_word(name, [] if is_left_out else rest)
            _set(command, name, value)
            command.own += [name, value]
        elif word in _FLAGS:
            setattr(command, word[2:].replace("-", "_"), True)
            command.own.append(word)
        else:
            others.append(word)
            if word in ("-W", "-X", "--interpret", "--as", "--library", "--schedule") and rest:
                others.append(rest.pop(0))
    try:
        parsed = command_line.parse(["run", *others, *rest])
    except UsageError as error:
        unknown = [word for word in others if str(error).startswith(f"unknown option: {word}")]
        raise command_line.unknown_option(unknown[0], HELP + command_line.RUN_HELP) if unknown else error from None
    if not isinstance(parsed, RunCommand):
        raise UsageError("-h and --version stand alone")
    if command.native:
        _refuse_with_native(command, parsed)
        if command.variables and {"json", "html"}.isdisjoint(command.outs):
            raise UsageError("--variables goes with --json or --html: the story shows no variables")
    elif command.variables:
        raise UsageError("--variables goes with --native; without it --json and --html have the variables")
    command.run = parsed._replace(walk=True) if command.expressions else parsed
    return command


def _refuse_with_native(command: TraceCommand, run: RunCommand) -> None:
    for name, given in (
        ("--lines", command.lines),
        ("--expressions", command.expressions),
        ("--walk", run.walk),
        ("--interpret", bool(run.interpret)),
    ):
        if given:
            raise UsageError(f"{name} needs the interpreter: leave out --native")


def _set(command: TraceCommand, name: str, value: str) -> None:
    if name == "--only":
        command.only.append(value)
    elif name == "--limit":
        if not value.isdecimal() or not int(value):
            raise UsageError(f"--limit takes a number from 1 on, not {value!r}")
        command.limit = int(value)
    else:
        command.outs[name[2:]] = value


def enter(words: Sequence[str]) -> int:
    """Run `minicoro trace`; return the exit code."""
    if words and words[0] == "--diff":
        return _compare(words[1:])
    command = parse(words)
    assert command.run is not None
    from minicoro.cli import host, program
    from minicoro.cli.lens import other_python

    if command.run.host_options:
        left = command.run.without_host_options()[1:]
        host.restart(len(words) + 1, command.run.host_options, ["trace", *command.own, *left])
    if command.run.schedule:
        return _trace(command, command.run)
    complaint = program.missing(command.run.program)
    if complaint:
        text, code = complaint
        print(text, file=sys.stderr)
        return code
    if sys.stdout is None and (command.story or not command.outs):
        raise UsageError("standard output is closed; --json and --html write to a file")
    other_python(command.run.as_version, command.run.library)
    program.note_misplaced(command.run.program)
    host.hide_start(len(words) + 1, command.run.program)
    if not command.native:
        program.prepare(command.run, watched=True, lines=command.lines)
    return _trace(command, command.run)


def _trace(command: TraceCommand, run: RunCommand) -> int:
    from minicoro.cli import ending, program
    from minicoro.observe import tracing
    from minicoro.observe.screen import Console

    story = command.story or not command.outs
    console = Console(sys.stdout) if story else None
    readers = _readers(command, console)
    explain = _explain(console or sys.stderr, command.native) if command.explain else None
    if explain is not None:
        readers.append(explain)
    options = tracing.TraceOptions(
        limit=command.limit,
        virtual_time=command.virtual_time,
        variables=command.variables if command.native else not {"json", "html", "mermaid"}.isdisjoint(command.outs),
        silent=story,
        expressions=command.expressions,
    )
    if command.native:
        return _trace_native(readers, options, command, run, console)
    started: list[Stream] = []
    words = run.program.words or (_scheduled(run.schedule),)
    why = "the program ended"
    code, leave = 0, None
    try:

        def begin() -> None:
            started.append(tracing.start(readers, options, words))

        if run.schedule:
            from minicoro.cli import scheduled

            def begin_rounds() -> Callable[[Any, bool], object]:
                begin()
                return started[0].on_round

            code = scheduled.run(run, begin_rounds, command.lines)
        else:
            begin()
            program.run(run)
    except SystemExit as error:  # it must not keep the program's variables, as in `run`
        why = "the program ended with SystemExit"
        leave = ending.the_same_exit(error)
    except BaseException as error:
        why = f"the program ended with {type(error).__name__}"
        if ending.is_internal(error):
            return ending.report_internal(error, program.describe(run))
        if explain is not None:
            explain.error_follows = True
        ending.leave_to_host(error, None if explain is None else explain.uncaught)
        raise
    finally:
        for stream in started:
            tracing.stop(stream, why)
            _complain(stream, program.describe(run), console, leave)
            _say_if_nothing_matched(command, readers, leave)
    if leave is not None:
        raise leave
    return code


def _scheduled(path: str) -> str:
    """The shown name of a schedule's program."""
    from minicoro.schedules.replay import ScheduleError, read

    try:
        schedule = read(path)
    except ScheduleError:
        return path
    return os.path.basename(schedule.program) + (f":{schedule.function}" if schedule.function else "")  # noqa: PTH119


def _trace_native(
    readers: "list[Reader]", options: "TraceOptions", command: TraceCommand, run: RunCommand, console: "Console | None"
) -> int:
    from minicoro.cli import native, program
    from minicoro.native import tracing
    from minicoro.native.monitoring import NotAvailableError
    from minicoro.observe.explain import Explain

    try:
        stream = tracing.start(readers, options, run.program.words)
    except NotAvailableError as error:
        raise UsageError(str(error)) from None
    why, code = "the program ended", 0
    explains = [reader for reader in readers if isinstance(reader, Explain)]
    uncaught: list[BaseException] = []

    def stop(error: BaseException) -> None:
        for explain in explains:
            explain.error_follows = True
        uncaught.append(error)
        tracing.stop(stream, f"the program ended with {type(error).__name__}")

    try:
        code = native.run(run.program, stop)
    except SystemExit:
        why = "the program ended with SystemExit"
        raise
    finally:
        if uncaught:
            for explain in explains:
                explain.uncaught(uncaught[0])
        else:
            tracing.stop(stream, why)
        _complain(stream, program.describe(run), console)
        _say_if_nothing_matched(command, readers, code)
    return code


def _complain(stream: "Stream", doing: str, console: "Console | None", leave: SystemExit | None = None) -> None:
    """Report the readers that failed. After an internal error of minicoro the exit code is 70, whatever that of the program is.

    After an error of writing it is 74, unless the program has failed itself.
    """
    from minicoro.cli import ending

    errors = [error for _, error in stream.failures]
    try:
        if console is not None and not errors:
            console.flush()
    except OSError as last:
        errors.append(last)
    inspecting = [fault for reader in stream.readers if (fault := getattr(reader, "fault", None)) is not None]
    for fault in [*stream.faults, *inspecting][:1]:
        raise SystemExit(ending.report_internal(fault, f"{doing} and telling of it"))
    code = 0
    for error in {str(each): each for each in errors}.values():
        code = ending.cannot_write("trace", error)
    left_with = leave or sys.exception()
    if code and (left_with is None or (isinstance(left_with, SystemExit) and not left_with.code)):
        raise SystemExit(code)


def _say_if_nothing_matched(command: TraceCommand, readers: "list[Reader]", leave: object) -> None:
    """Say that `--only` matched nothing: exit code 2, unless the program has failed itself.

    leave: the program's exit code, or the SystemExit that it left with.
    """
    selections: list[Any] = [reader for reader in readers if hasattr(reader, "there_is")]
    if command.only and selections and not selections[0].matched:
        wanted = " or ".join([repr(name) for name in command.only])
        print(
            f"minicoro trace: no task or function is called {wanted}; there is {selections[0].there_is()}",
            file=sys.stderr,
        )
        left_with = leave or sys.exception()
        if not left_with or (isinstance(left_with, SystemExit) and not left_with.code):
            raise SystemExit(2)


def _readers(command: TraceCommand, console: "Console | None") -> "list[Reader]":
    from minicoro.cli import ending
    from minicoro.observe import exporting, screen
    from minicoro.observe.out_file import WriteError
    from minicoro.observe.story import Story

    readers: list[Reader] = []
    for form, out in command.outs.items():
        refuse_to_overwrite(out, "" if command.run is None else command.run.program.name)
        if list(command.outs.values()).count(out) > 1:
            raise UsageError(f"{out!r} is named twice: each form goes into a file of its own")
        try:
            readers.append(exporting.writer(form, out))
        except WriteError as error:
            raise SystemExit(ending.cannot_write("trace", error)) from None
        except OSError as error:
            raise UsageError(f"can't write {out!r}: {error.strerror}") from None
    if console is not None:
        readers.append(Story(_until_the_pipe_breaks(console), screen.width(screen.WHOLE), screen.colours()))
    if command.only or command.tasks:
        from minicoro.observe.only import Only

        readers = [Only(reader, command.only, command.tasks) for reader in readers]
    return readers


def _explain(file: "TextIO | Console", native: bool) -> "Explain":
    """Writes each message at once, also to a buffered stream: a deadlocked program has no end at which it would be flushed."""
    from minicoro.observe.explain import Explain
    from minicoro.observe.screen import fitting, folded

    real = file.write  # the trace will replace it

    def write(text: str) -> None:
        real(fitting(folded(text, file), file.encoding or "utf-8"))
        file.flush()

    if native:
        from minicoro.native.explaining import NativeExplain

        return NativeExplain(write)
    return Explain(write)


def _until_the_pipe_breaks(console: "Console") -> Callable[[str], None]:
    """Writes each line at once: a program that is killed leaves all of its story.

    Ends the process as SIGPIPE does when nobody reads any more, so that an endless program stops.
    """

    def write_or_die(text: str) -> None:
        try:
            console.write(text)
            console.flush()
        except BrokenPipeError:
            os._exit(141)

    return write_or_die


def _compare(words: Sequence[str]) -> int:
    if len(words) != 2:
        raise UsageError("--diff takes two traces, made with --json")
    from minicoro.native import dump
    from minicoro.observe import screen
    from minicoro.observe.diff import compare

    traces = []
    for word in words:
        try:
            traces.append(dump.read(word))
        except OSError as error:
            raise UsageError(f"can't read {error.filename!r}: {error.strerror}") from None
        except dump.UnsafeDumpError as error:
            raise UsageError(str(error)) from None
        if "cut" in traces[-1][-1]:
            print(f"minicoro trace: {word} is cut off: its last events are missing", file=sys.stderr)
    try:
        text, same = compare(traces[0], traces[1], screen.width())
    except dump.DAMAGE as error:
        raise UsageError(f"one of the traces is damaged: {type(error).__name__}: {error}") from None
    screen.say(text)
    return 0 if same else 1
