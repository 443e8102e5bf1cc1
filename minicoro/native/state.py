"""The state of streams, child processes and similar objects that a task waits for, in words; no code of the program runs."""

from typing import Any

from minicoro.observe.names import counted
from minicoro.observe.values import dictionary, module, type_name

UNREAD = ", and asyncio reads no more from this pipe until somebody does"
"""Said of a pipe from which so much is unread that asyncio has stopped reading: the process waits when the pipe is full."""


def state_in_words(thing: Any, methods: list[str]) -> str:
    """The state of what a task waits for, such as " (4 bytes of it came, and it waits for more)"; "" if nothing is to be said.

    methods: the functions in which the task is suspended.
    """
    own, kind = dictionary(thing), type_name(type(thing))
    told: list[str] = []
    if kind == "StreamReader":
        told = _of_reader(thing)
    elif kind == "StreamWriter":
        told = _of_writer(own.get("_transport"))
    elif kind == "Process":
        told = _of_process(own.get("_transport"), None)
    elif kind == "Barrier":
        told = [f"{own.get('_count')} of {own.get('_parties')} have come"]
    elif kind == "Server" and "Server.wait_closed" in methods:
        count = own["_active_count"] if "_active_count" in own else len(own.get("_clients", ()))
        told = [f"{count} connection{' is' if count == 1 else 's are'} still open"]
    elif "Queue.join" in methods and type(own.get("_unfinished_tasks")) is int:
        missing, held = counted(own["_unfinished_tasks"], "item"), len(own.get("_queue", ()))
        told = [f"task_done() is missing for {missing}; {held} {'is' if held == 1 else 'are'} still in it"]
    return f" ({'; '.join(told)})" if told else ""


def _came(reader: Any) -> int:
    buffer = dictionary(reader).get("_buffer")
    return len(buffer) if type(buffer) is bytearray else 0


def _of_reader(reader: Any) -> list[str]:
    count, transport = _came(reader), dictionary(reader).get("_transport")
    came = (
        f"{count} byte{'' if count == 1 else 's'} of it came, and it waits for more"
        if count
        else "nothing unread has come"
    )
    process = dictionary(dictionary(transport).get("_protocol")).get("proc")
    if process is not None:
        return [came, *_of_process(process, transport)]
    return [came, *[f"the other side is {at}" for at in ends(transport)[1:]]]


def _of_writer(transport: Any) -> list[str]:
    buffer, process = (
        dictionary(transport).get("_buffer"),
        dictionary(dictionary(transport).get("_protocol")).get("proc"),
    )
    parts = [buffer] if type(buffer) is bytearray else list(buffer or ())
    count = sum([len(each) for each in parts if isinstance(each, bytes | bytearray | memoryview)])
    told = (
        [f"{count} bytes wait until {'the other side' if process is None else 'the child process'} reads"]
        if count
        else []
    )
    if process is not None:
        return [*told, *_of_process(process, transport)]
    return [*told, *[f"the other side is {at}" for at in ends(transport)[1:]]]


def ends(transport: Any) -> list[str]:
    """The two addresses of a connection: of this side, and of the other one; empty if they are not known."""
    extra = getattr(transport, "_extra", None) if module(type(transport)).startswith("asyncio.") else None
    found = [extra.get(name) for name in ("sockname", "peername")] if type(extra) is dict else []
    return [f"{each[0]}:{each[1]}" for each in found if type(each) is tuple and len(each) >= 2] if all(found) else []


def _of_process(transport: Any, but: Any) -> list[str]:
    """What a child process has written and nobody has read, and whether it may still read.  but: the pipe that is read now."""
    own = dictionary(transport)
    if own.get("_returncode") is not None:
        return ["the child process has ended"]
    told = [f"the child process {own['_pid']} runs"] if type(own.get("_pid")) is int else []
    pipes = dictionary(transport).get("_pipes") or {}
    protocol = dictionary(own.get("_protocol"))
    for number, name in ((1, "stdout"), (2, "stderr")):
        pipe = dictionary(pipes.get(number)).get("pipe")
        count = _came(protocol.get(name))
        if pipe is not None and pipe is not but and count:
            told.append(
                f"nobody has read the {count} bytes that it wrote to its {name}{UNREAD if dictionary(protocol.get(name)).get('_paused') is True else ''}"
            )
    stdin = dictionary(dictionary(pipes.get(0)).get("pipe"))
    if stdin and dictionary(pipes.get(0)).get("pipe") is not but and not stdin.get("_closing"):
        told.append("its stdin is still open")
    return told
