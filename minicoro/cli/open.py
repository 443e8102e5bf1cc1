"""`minicoro open`: a dump of the flight recorder, or a trace made with ``--json``, in any of the views."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from minicoro.cli.command_line import UsageError, next_word, refuse_to_overwrite, unknown_option

if TYPE_CHECKING:
    from minicoro.observe.screen import Console
    from minicoro.observe.stream import Event, Reader

HELP = """\
usage: minicoro open [options] DUMP

Show a dump that `minicoro.record` or `minicoro attach` has written, or a trace made with `minicoro trace --json`.
Without options: the last events as a story, then the explanation why the program hangs.

  --html OUT       one page to step through the events
  --perfetto OUT   a timeline for https://ui.perfetto.dev
  --mermaid OUT    a sequence diagram
  --json OUT       the events, with the machines of their functions
  --story          the events as text, one a line
  --explain        why the program hangs (dumps only)
  --task NAME      only the events of this task (not with --explain)

A dump is data: nothing in it is executed, and any other file is refused.
"""

_OUTS = ("--html", "--perfetto", "--mermaid", "--json", "--task")


def enter(words: Sequence[str]) -> int:
    """Run `minicoro open`; return the exit code."""
    outs, shown, path = _parse(list(words))
    from minicoro.native import dump
    from minicoro.observe import screen
    from minicoro.observe.out_file import WriteError

    try:
        events = dump.read(path)
        names = {event["of"]: event["name"] for event in events if event["event"] == "task created"}
        if "task" in outs:
            events = _of_task(events, outs.pop("task"), path, names)
        console = screen.Console(sys.stdout)
        is_cut = "cut" in events[-1]
        if is_cut and "dump" in events[0]:
            shown.discard("explain")
            print(f"minicoro open: {path} is cut off: {_CUT}", file=sys.stderr)
        for out in outs.values():
            refuse_to_overwrite(out, path, "the dump")
        readers = _readers(outs, shown, console, names)
    except WriteError:
        raise
    except OSError as error:
        verb = "open" if error.filename == path else "write"
        raise UsageError(f"can't {verb} {error.filename!r}: {error.strerror}") from None
    except dump.UnsafeDumpError as error:
        print(f"minicoro open: {error}", file=sys.stderr)
        return 1
    except dump.DAMAGE as error:
        return _damaged(path, error)
    try:
        for event in events:
            for reader in readers:
                reader.take(event)
        for reader in readers:
            reader.close()
        console.flush()
    except dump.DAMAGE as error:
        return _damaged(path, error)
    return 1 if is_cut else 0


_CUT = "what the tasks wait for is not in it, so nothing can be explained; its events are there (--story)"


def _damaged(path: str, error: Exception) -> int:
    print(f"minicoro open: {path} is damaged: {type(error).__name__}: {error}", file=sys.stderr)
    return 1


def _parse(rest: list[str]) -> tuple[dict[str, str], set[str], str]:
    outs: dict[str, str] = {}
    shown: set[str] = set()
    while rest and rest[0].startswith("--"):
        name, joined, value = rest.pop(0).partition("=")
        if name in _OUTS:
            outs[name[2:]] = value if joined else next_word(name, rest)
        elif name in ("--story", "--explain"):
            shown.add(name[2:])
        else:
            raise unknown_option(name, HELP)
    if len(rest) != 1:
        raise UsageError("give the name of one dump")
    if "task" in outs:
        if "explain" in shown:
            raise UsageError("--explain is about all tasks: leave out --task")
        return outs, shown or ({"story"} if len(outs) == 1 else set()), rest[0]
    return outs, shown or (set() if outs else {"story", "explain"}), rest[0]


_ALWAYS = ("trace", "lost", "source", "function", "created", "end")


def _of_task(events: "list[Event]", name: str, path: str, names: dict[int, str]) -> "list[Event]":
    """The events of one task, by its name."""
    wanted = {number for number, found in names.items() if found == name}
    if not wanted:
        few = ", ".join(list(names.values())[:10])
        raise UsageError(
            f"{path} has no task {name!r}; there are {len(names)} tasks: {few}{'…' if len(names) > 10 else ''}"
        )
    return [
        event
        for event in events
        if event["event"] in _ALWAYS or event.get("task") in wanted or event.get("of") in wanted
    ]


def _readers(outs: dict[str, str], shown: set[str], console: "Console", names: dict[int, str]) -> "list[Reader]":
    from minicoro.native.stuck import Stuck
    from minicoro.observe import exporting, screen
    from minicoro.observe.story import Story

    readers: list[Reader] = []
    if "story" in shown:
        story = Story(console.write, screen.width(screen.WHOLE), screen.colours())
        story.names.known |= names
        readers.append(story)
    if "explain" in shown:
        readers.append(Stuck(lambda text: console.write(screen.folded(text, console))))
    return [*readers, *[exporting.writer(form, out) for form, out in outs.items()]]
