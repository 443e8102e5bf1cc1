"""Set up a trace: the stream, its readers, and the watchers."""

import platform
from dataclasses import dataclass

from minicoro.observe.stream import VERSION, Reader, Stream


@dataclass(frozen=True)
class TraceOptions:
    """What to report.  limit: end the trace after this number of events (0: never).

    expressions: report each evaluation; the program is walked.  output: report the output of the program.  silent: the output
    is reported, and not printed.
    """

    limit: int = 0
    virtual_time: bool = False
    variables: bool = True
    output: bool = True
    silent: bool = False
    expressions: bool = False


def start(readers: list[Reader], options: TraceOptions, words: tuple[str, ...]) -> Stream:
    """Start reporting to ``readers``; after `minicoro.api.prepare` with ``watched`` (and ``lines``), before the program runs.

    words: the program and its arguments.
    """
    from minicoro.api import watch
    from minicoro.observe.explain import Explain
    from minicoro.observe.live import Live, LiveLoops
    from minicoro.observe.loop import LoopWatcher
    from minicoro.observe.output import Output
    from minicoro.observe.watcher import Watcher

    stream = Stream(readers, options.limit)
    explain = next(iter([reader for reader in readers if isinstance(reader, Explain)]), None)
    watcher = Watcher(stream, options.variables) if explain is None else Live(stream, options.variables, explain)
    begin(stream, options, words)
    loops = LoopWatcher(watcher, options.virtual_time)
    if explain is not None and isinstance(watcher, Live):
        loops = LiveLoops(watcher, options.virtual_time, explain)
    loops.install()
    if explain is not None:
        explain.number = watcher.numbers.known
        explain.listen()
    stream.finish = loops.finish
    stream.on_round = loops.begin_round
    if options.output:
        Output(stream, options.silent).install()
    watch(watcher)
    if options.expressions:
        end = watcher.tell_expressions()

        def finish() -> None:
            end()
            loops.finish()

        stream.finish = finish
    return stream


def begin(stream: Stream, options: TraceOptions, words: tuple[str, ...], native: bool | None = None) -> None:
    """Issue the first event.  native: CPython runs the program."""
    stream.emit(
        "trace",
        version=VERSION,
        program=list(words),
        python=platform.python_version(),
        virtual_time=options.virtual_time or None,
        native=native,
    )


def stop(stream: Stream, why: str) -> None:
    """End the trace."""
    from minicoro.api import watch

    watch(None)
    stream.finish()
    stream.end(why)
