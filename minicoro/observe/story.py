"""A trace as a story for the terminal: one lane for each task, one line for each event.

Tasks have lanes on the left while they exist; an object outside of tasks (a generator, a coroutine driven by hand) has a lane
of its own while it exists.  Long lines are cut at the width of the terminal.
"""

from collections.abc import Callable
from typing import Any

from minicoro.observe.names import Names, counted
from minicoro.observe.naming import LATEST, WHOEVER
from minicoro.observe.stream import Event

_COLOURS = (36, 33, 35, 32, 34, 31, 96, 93, 95, 92, 94, 91)
_MOST_LANES = 10
_FOR_EVER = LATEST / 2  # seconds
_MOST_INDENT = 12
_DIM, _BOLD, _RED, _PLAIN = "2", "1", "31", "0"


class Story:
    """Writes each event in words, at once.  write: called with text."""

    def __init__(self, write: Callable[[str], object], width: int = 80, colours: bool = False) -> None:
        self._write = write
        self._width = max(width, 40)
        self._colours = colours
        self.names = Names()
        self._lanes: list[tuple[str, int] | None] = []
        self._made: Event | None = None
        self._spill: Event | None = None
        self._half_line = {"stdout": "", "stderr": ""}
        self._time = 0
        self._is_dump = False
        self._programs: set[int] = set()  # tasks that run a coroutine of the program
        self._hidden = 0  # the task in whose step nothing of the program has run yet

    def take(self, event: Event) -> None:
        self.names.take(event)
        if event["event"] != "output":
            self._flush()
        self._time = event["t"]
        self._show(event)
        if self._spill is not None:
            spill, self._spill = self._spill, None
            if event.get("spill") == spill["spill"]:  # read at once: it was not kept across a suspension
                event = {key: value for key, value in event.items() if key != "spill"}
            else:
                self._tell_spilled(spill)
        if self._made is not None and not self._is_about(self._made, event):
            made, self._made = self._made, None
            self._tell_made(made)
        tell = _TELL.get(event["event"])
        if tell is not None:
            tell(self, event)

    def overhear(self, event: Event) -> None:
        """An event that is not printed, but whose names may be needed."""
        self.names.take(event)
        self._show(event)

    def _show(self, event: Event) -> None:
        if event["event"] in _OF_OBJECTS or event["event"] == "task done":
            self._hidden = 0

    def close(self) -> None:
        """Nothing is buffered: the story is written while it happens."""

    @staticmethod
    def _is_about(made: Event, event: Event) -> bool:
        """Whether an event still belongs to the creation of a task, whose name some releases set a moment later."""
        own = event["event"] in ("task scheduled", "task named") and event["of"] == made["of"]
        return own and "future" not in event

    # Lanes.

    def _lane(self, key: tuple[str, int], new: bool = True) -> int:
        """The lane of a task or object; -1 if it has none and gets none."""
        if key in self._lanes:
            return self._lanes.index(key)
        if not new:
            return -1
        if None in self._lanes:
            index = self._lanes.index(None)
            self._lanes[index] = key
            return index
        self._lanes.append(key)
        return len(self._lanes) - 1

    def _leave(self, key: tuple[str, int]) -> None:
        if key in self._lanes:
            self._lanes[self._lanes.index(key)] = None
        while self._lanes and self._lanes[-1] is None:
            self._lanes.pop()

    def _key(self, event: Event) -> tuple[str, int]:
        return ("task", event["task"]) if "task" in event else ("object", event.get("object", 0))

    def _known(self, event: Event) -> tuple[str, int] | None:
        """The key of an event, if there is a lane for it."""
        key = self._key(event)
        return key if self._lane(key, new=False) >= 0 else None

    def _line(
        self, event: Event, key: tuple[str, int] | None, mark: str, text: str, colour: str = "", after: str = ""
    ) -> None:
        """One line: the time, the lanes with ``mark`` in that of ``key``, the text; ``after`` is cut last."""
        own = -1 if key is None else self._lane(key)
        clock = f"{event['t'] / 1000:9.1f} "
        lanes = ""
        count = min(len(self._lanes), _MOST_LANES)
        for index in range(count):
            here = mark if index == own else "│" if self._lanes[index] is not None else " "
            lanes += self._coloured(here, str(_COLOURS[index % len(_COLOURS)])) + " "
        if own >= _MOST_LANES:
            lanes = lanes[:-1] + f"{mark}"
        room = self._width - len(clock) - 2 * count - 1
        text = _fit(_plain(text.replace("\n", " ")), _plain(after), room)
        if not colour and own >= 0:
            colour = str(_COLOURS[own % len(_COLOURS)])
        self._write(f"{self._coloured(clock, _DIM)}{lanes} {self._coloured(text, colour)}\n")

    def _coloured(self, text: str, colour: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self._colours and colour else text

    # The texts, by event.

    def _begin(self, event: Event) -> None:
        self._is_dump = "dump" in event
        shown = f"{_plain(' '.join(event['program']))}  ·  Python {event['python']}  ·  times in ms"
        self._write(self._coloured(shown[: self._width], _BOLD) + "\n")

    def _started(self, event: Event) -> None:
        name = self.names.of_object(event["object"])
        how = f", {_how(event)} before its first line" if "how" in event else ""
        self._line(event, self._key(event), "┬" if "task" not in event else "●", f"{name}:{event['line']} starts{how}")

    def _resumed(self, event: Event) -> None:
        thing = self.names.objects.get(event["object"])
        if thing is not None and "object" in thing.on and event["how"] == "send":
            return  # the event only belongs to the chain of awaits
        given = _how(event) if event["how"] != "send" else f"gets {event['value']}" if "value" in event else ""
        text = f"{self.names.of_object(event['object'])}:{event.get('line', '?')} resumes"
        self._line(event, self._key(event), "●", f"{text}, {given}" if given else text)

    def _suspended(self, event: Event) -> None:
        thing = self.names.objects.get(event["object"])
        on = event.get("on", {})
        if "kept" in event:
            self._kept(event)
        if "object" in on and "task" in event:
            return  # the event of its delegate has the reason
        text = self.names.exit_text(thing, event["state"])
        told = f"{self.names.of_object(event['object'])}:{event.get('line', '?')} ⏸ {text}"
        after = ""
        if on and not (on.get("name") == WHOEVER and "value" in event):
            waiting = self.names.waiting(on)
            after = f"  → {waiting}" if waiting else ""
        elif "value" in event:
            after = f"  → gives {event['value']}"
        self._line(event, self._key(event), "○", told, after=after)

    def _returned(self, event: Event) -> None:
        told = "returns" if event["value"] == "None" else f"returns {event['value']}"
        self._over(event, told)

    def _raised(self, event: Event) -> None:
        self._over(event, f"ends with {event['error']}", _RED)

    def _closed(self, event: Event) -> None:
        thing = self.names.objects.get(event["object"])
        if thing is None or not thing.started:
            self._over(event, "is closed before it started")
        else:
            self._over(event, f"is closed at line {thing.line}: none of its code runs")

    def _dropped(self, event: Event) -> None:
        known = event["object"] in self.names.objects  # not one of a library, in a dump
        self._over(event, "is dropped: it was never awaited", _RED, "" if known else event["name"])

    def _over(self, event: Event, told: str, colour: str = "", name: str = "") -> None:
        key = self._key(event)
        mark = "┴" if key[0] == "object" else "●"
        self._line(event, key, mark, f"{name or self.names.of_object(event['object'])} {told}", colour)
        self._leave(("object", event["object"]))

    def _task_created(self, event: Event) -> None:
        self._made = event
        if "object" in event:
            self._programs.add(event["of"])

    def _task_step(self, event: Event) -> None:
        self._hidden = event["task"] if event["task"] in self._programs else 0

    def _switch(self, event: Event) -> None:
        number, self._hidden = self._hidden, 0
        if number and event.get("before") == number:
            told = f"{self.names.of_task(number)}: a coroutine of a library goes on, and waits again"
            self._line(event, ("task", number), "○", told)

    def _tell_made(self, event: Event) -> None:
        how = "is first seen" if event.get("earlier") else "is made"  # a dump does not know when it was made
        self._line(event, ("task", event["of"]), "┬", f"{self.names.of_task(event['of'])} {how}")

    def _task_done(self, event: Event) -> None:
        key = ("task", event["task"])
        name = self.names.of_task(event["task"])
        if "error" in event:
            self._line(event, key, "┴", f"{name} has failed: {event['error']}", _RED)
        else:
            self._line(event, key, "┴", f"{name} {'is cancelled' if 'cancelled' in event else 'is done'}")
        self._leave(key)
        self._programs.discard(event["task"])

    def _task_cancelled(self, event: Event) -> None:
        by = f" by {who}" if (who := event.get("cause") or ("by" in event and self.names.of_task(event["by"]))) else ""
        self._line(event, ("task", event["of"]), "✗", f"{self.names.of_task(event['of'])}: cancel requested{by}")

    def _task_scheduled(self, event: Event) -> None:
        if "future" in event:
            is_other = event.get("by", event["of"]) != event["of"]
            by = self.names.of_task(event["by"]) if is_other else event.get("cause", "")
            told = f"{self.names.of_task(event['of'])} is woken{f' by {by}' if by else ''}"
            self._line(event, ("task", event["of"]), "◂", told)

    def _timer(self, event: Event) -> None:
        """Of the timers of a dump, whose delays and cancellations may explain a hang.  A task that has slept resumes."""
        what, name = event["event"], event["name"]
        sleeps = name.startswith("sleep")
        if not self._is_dump or (sleeps and what != "timer set"):
            return
        delay = "without end" if event.get("delay", 0) > _FOR_EVER else f"{event.get('delay', 0):.3f} s"
        told = f": {delay}" if what == "timer set" else f": {what.removeprefix('timer ')}"
        key = ("task", event["task"]) if "task" in event else None
        self._line(event, key, "◷", f"timer {name}{told}" if not sleeps else f"{name}{told}")

    def _output(self, event: Event) -> None:
        stream = event["stream"]
        text = self._half_line[stream] + event["text"]
        *whole, self._half_line[stream] = text.split("\n")
        for line in whole:
            self._print(event, line)

    def _print(self, event: Event, line: str) -> None:
        known = self._known(event)
        is_error = event["stream"] == "stderr"
        stream = "" if known is not None and not is_error else "» " if not is_error else "stderr: "
        self._line(event, known, "»", stream + line, _RED if is_error else _BOLD)

    def _flush(self) -> None:
        """End a line of output that is not ended yet."""
        for stream, text in self._half_line.items():
            if text:
                self._half_line[stream] = ""
                self._print({"t": self._time, "stream": stream}, text)

    def _line_event(self, event: Event) -> None:
        lines = self.names.sources.get(event["file"], [])
        text = lines[event["line"] - 1].strip() if event["line"] <= len(lines) else ""
        known = self._known(event)
        self._line(event, known, "·", f"{event['line']:>5}  {text}", _DIM)

    def _expression(self, event: Event) -> None:
        after = f"  raises {event['error']}" if "error" in event else f" → {event['value']}"
        if "spill" in event and not event["source"].startswith(_SUSPENSIONS):
            after += f"  (kept as {event['spill']})"
        self._evaluated(event, event["source"], after, _RED if "error" in event else _PLAIN)

    def _spilled(self, event: Event) -> None:
        self._spill = event

    def _tell_spilled(self, event: Event) -> None:
        self._evaluated(event, f"{event['spill']} keeps {event['source']}", f" = {event['value']}", _DIM)

    def _evaluated(self, event: Event, text: str, after: str, colour: str) -> None:
        known = self._known(event)
        indent = "  " * min(event["depth"], _MOST_INDENT)
        self._line(event, known, "·", f"{event['line']:>5}  {indent}{text}", colour, after)

    def _kept(self, event: Event) -> None:
        so_far = {True: ", so far", False: ""}
        kept = [
            f"{each['spill']}: {each['source']} = {each['value']}{so_far['partly' in each]}" for each in event["kept"]
        ]
        name = self.names.of_object(event["object"])
        self._line(event, self._key(event), "○", f"{name}:{event.get('line', '?')} keeps {', '.join(kept)}")

    def _loop_error(self, event: Event) -> None:
        self._line(event, None, "!", f"event loop: {event.get('message', '')} {event.get('error', '')}", _RED)

    def _deadlock(self, event: Event) -> None:
        names = ", ".join([self.names.of_task(number) for number in event["tasks"]])
        self._line(event, None, "!", f"deadlock: nothing can wake {names}", _RED)
        for wait in event["waits"]:
            line = f", line {wait['line']}" if wait["line"] else ""
            holders = ", ".join([self.names.of_task(number) for number in wait["holders"]])
            held = f" (held by {holders})" if holders else ""
            told = f"{self.names.of_task(wait['of'])}{line}  → {wait['what']}{held}"
            self._line(event, ("task", wait["of"]), "!", told, _RED)

    def _end(self, event: Event) -> None:
        why = "the report ends here (--limit), the program goes on" if event["why"] == "limit" else event["why"]
        self._write(self._coloured(f"{why}: {counted(event['n'] - 1, 'event')}", _DIM)[: self._width + 10] + "\n")


def _fit(text: str, after: str, room: int) -> str:
    after = after if len(after) <= room // 2 else after[: room // 2 - 1] + "…"
    room -= len(after)
    return (text if len(text) <= room else text[: room - 1] + "…") + after


def _how(event: Event) -> str:
    if event["how"] == "close":
        return "closed by GeneratorExit"
    return f"{event['value']} thrown in" if event["how"] == "throw" else ""


def _plain(text: str) -> str:
    """Text without control characters, and without characters that cannot be encoded."""
    if text.isprintable():
        return text
    return "".join([each if each.isprintable() else " " if each in "\t\n" else "�" for each in text])


_OF_OBJECTS = ("started", "resumed", "entered", "suspended", "returned", "raised")
"""Events of an object of the program that runs."""

_SUSPENSIONS = ("await", "(yield", "yield")

_TELL: dict[str, Callable[[Story, Any], None]] = {
    "trace": Story._begin,
    "started": Story._started,
    "resumed": Story._resumed,
    "suspended": Story._suspended,
    "returned": Story._returned,
    "raised": Story._raised,
    "closed": Story._closed,
    "dropped": Story._dropped,
    "task created": Story._task_created,
    "task done": Story._task_done,
    "task step": Story._task_step,
    "switch": Story._switch,
    "task cancelled": Story._task_cancelled,
    "task scheduled": Story._task_scheduled,
    "timer set": Story._timer,
    "timer run": Story._timer,
    "timer cancelled": Story._timer,
    "output": Story._output,
    "line": Story._line_event,
    "expression": Story._expression,
    "spilled": Story._spilled,
    "loop error": Story._loop_error,
    "deadlock": Story._deadlock,
    "end": Story._end,
}
