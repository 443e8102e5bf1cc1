"""Commands on the session's event loop."""

import asyncio
import time
from typing import Any

from minicoro.observe.names import duration, task_title
from minicoro.observe.naming import of_callback, of_coroutine, of_task
from minicoro.observe.waiting import links_of
from minicoro.repl.commands import Given, MistakeError, command
from minicoro.repl.stepping_commands import place_of, short, show_chain


def tasks_of(given: Given) -> list[Any]:
    """The unfinished tasks of the program, in the order of their names' numbers."""
    found = [task for task in asyncio.all_tasks(given.session.running.loop) if not _is_the_editors(task)]
    return sorted(found, key=lambda task: (len(task.get_name()), task.get_name()))


def _is_the_editors(task: Any) -> bool:
    code = getattr(task.get_coro(), "cr_code", None)
    return code is not None and "prompt_toolkit" in code.co_filename


@command("%tasks", "the tasks that are not done, and what each waits for")
def tasks(given: Given) -> None:
    found = tasks_of(given)
    for task in found:
        links = links_of(task)
        print(f"{task_title(task.get_name(), of_coroutine(task.get_coro()))}{place_of(task.get_coro())}".rstrip())
        outcome = _outcome_of_wait(task)
        if outcome:
            print(f"  {outcome}")
        else:
            show_chain(links[1:])
    if not found:
        print("no tasks")


def _outcome_of_wait(task: Any) -> str:
    """What a task that does not wait any more gets when the loop resumes it; empty: it still waits, or has not started."""
    awaited = task._fut_waiter
    if task._must_cancel or (awaited is not None and awaited.cancelled()):
        return "goes on in the next iteration: CancelledError is raised at its `await`"
    return "goes on in the next iteration: its wait is over" if awaited is not None and awaited.done() else ""


@command("%ready", "what the loop runs in its next iteration")
def ready(given: Given) -> None:
    handles = given.session.running.ready()
    for handle in handles:
        print(f"  {callback(handle)}")
    if not handles:
        print("nothing is ready")


def callback(handle: Any) -> str:
    """The function that a handle of the loop will call, and the task of this call."""
    called = handle._callback
    task = getattr(called, "__self__", None)
    if isinstance(task, asyncio.Task):
        return f"{task_title(task.get_name(), of_coroutine(task.get_coro()))} goes on"
    woken = [of_task(each) for each in asyncio.all_tasks(handle._loop) if _is_woken(each, handle)]
    words = of_callback(called, woken[0] if woken else "", handle._args)
    if words != getattr(called, "__qualname__", None):
        return words
    return f"{words}({', '.join([short(argument) for argument in handle._args or ()])})"


def _is_woken(task: Any, handle: Any) -> bool:
    """Whether a timer sets the future that a task waits for, or is the timeout of a block in which the task is."""
    limited = getattr(getattr(handle._callback, "__self__", None), "_task", None)
    return limited is task or any([each is task._fut_waiter for each in handle._args or () if each is not None])


@command("%timers", "what the loop runs later, and when")
def timers(given: Given) -> None:
    handles = given.session.running.timers()
    now = given.session.running.loop.time()
    for handle in handles:
        print(f"  in {max(handle.when() - now, 0):.3f} s: {callback(handle)}")
    if not handles:
        print("no timers")


@command("%next", "hold the loop, and let it do one iteration")
def next_(given: Given) -> None:
    running = given.session.running
    if not running.held:
        running.held = True
        print("the loop is held now: it goes on with %next, or while an input awaits; %hold off, or %run, lets it go")
    _tell_due(given)
    running.one_round()


def _tell_due(given: Given) -> None:
    running = given.session.running
    ready, now = running.ready(), running.loop.time()
    due = [handle for handle in running.timers() if handle.when() <= now]
    for handle in [*ready, *due]:
        print(f"  {callback(handle)}")
    if not ready and not due:
        waiting = running.timers()
        later = f"; the next timer is due in {waiting[0].when() - now:.3f} s" if waiting else ""
        print(f"nothing is ready{later}")


@command("%run", "let the loop go on until it is idle: nothing ready, no timers")
def run(given: Given) -> None:
    running = given.session.running
    running.held = False
    rounds = running.until_idle()
    left = len(tasks_of(given))
    waiting = (
        f"; {left} task{'s wait' if left > 1 else ' waits'} for something that nobody is going to do" if left else ""
    )
    print(f"idle after {rounds} iteration{'' if rounds == 1 else 's'}{waiting}")


@command("%hold [on|off]", "on: the loop stands still between inputs; off: background tasks go on")
def hold(given: Given) -> None:
    running = given.session.running
    running.held = given.switch(running.held)
    print("the loop stands still between inputs" if running.held else "the loop goes on between inputs")


@command("%trace [on|off|code]", "tell what coroutines and tasks do while code runs; on: in every later input")
def trace(given: Given) -> None:
    from minicoro.repl.tracing import Tracing

    session = given.session
    if session.tracing is None:
        session.tracing = Tracing()
    before = session.tracing.on
    if given.text in ("", "on", "off"):
        session.tracing.on = given.switch(before)
        print("tracing is on" if session.tracing.on else "tracing is off")
        return
    code = whole(given)
    try:
        session.tracing.on = True
        session.execute(code)
    finally:
        session.tracing.on = before


def whole(given: Given) -> str:
    """The text of a command, if it is whole code."""
    if not given.session.is_whole(given.text):
        raise MistakeError("the code is not whole")
    return given.text


@command("%time [code]", "run code and say how long it took; alone: for every later input")
def time_(given: Given) -> None:
    if not given.text:
        given.session.timing = not given.session.timing
        print("inputs are timed" if given.session.timing else "inputs are not timed")
        return
    code = whole(given)
    start = time.perf_counter()
    try:
        given.session.execute(code)
    finally:
        print(f"took {duration(time.perf_counter() - start)}")
