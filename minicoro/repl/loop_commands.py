"""Commands on the session's event loop."""

import asyncio
import time
from typing import Any

from minicoro.observe.names import duration, task_title
from minicoro.observe.naming import of_callback, of_coroutine, of_task
from minicoro.observe.places import links_of
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
        show_chain(links[1:])
    if not found:
        print("no tasks")


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


@command("%hold [on|off]", "whether the loop stands still between inputs")
def hold(given: Given) -> None:
    running = given.session.running
    running.held = given.switch(running.held)
    print("the loop stands still between inputs" if running.held else "the loop goes on between inputs")


@command("%trace [on|off]", "tell what coroutines and tasks do while an input runs")
def trace(given: Given) -> None:
    from minicoro.repl.tracing import Tracing

    session = given.session
    if session.tracing is None:
        session.tracing = Tracing()
    session.tracing.on = given.switch(session.tracing.on)
    print("tracing is on" if session.tracing.on else "tracing is off")


@command("%time [code]", "run code and say how long it took; alone: say it of every input from now on")
def time_(given: Given) -> None:
    if not given.text:
        given.session.timing = not given.session.timing
        print("inputs are timed" if given.session.timing else "inputs are not timed")
        return
    if not given.session.is_whole(given.text):
        raise MistakeError("the code is not whole")
    start = time.perf_counter()
    try:
        given.session.execute(given.text)
    finally:
        print(f"took {duration(time.perf_counter() - start)}")
