"""An event loop in forty lines, without asyncio: what `await` does when nobody hides it.

A coroutine is driven with `send`. Whatever reaches the innermost `yield` comes out of `send`: here, requests to the
loop. What the loop sends back becomes the value of that `yield`, deep inside.
"""

import heapq
import types
from collections import deque


@types.coroutine
def ask(request, argument=None):
    """The one place where a program talks to the loop. Everything else is built on it."""
    return (yield request, argument)


async def sleep(ticks):
    return await ask("sleep", ticks)


async def spawn(coroutine):
    return await ask("spawn", coroutine)


async def join(task):
    return await ask("join", task)


class Task:
    def __init__(self, coroutine):
        self.coroutine = coroutine
        self.waiting = []  # tasks to wake when this one is done
        self.result = None

    def __repr__(self):
        return f"<{self.coroutine.__name__}>"


class Loop:
    def __init__(self):
        self.time = 0
        self.ready = deque()  # (task, value to send into it)
        self.sleeping = []  # heap of (time to wake, order, task)
        self.order = 0

    def run(self, coroutine):
        main = Task(coroutine)
        self.ready.append((main, None))
        while self.ready or self.sleeping:
            if not self.ready:  # nothing to do now: jump to the next wake-up time
                self.time, _, task = heapq.heappop(self.sleeping)
                self.ready.append((task, self.time))
            self.step(*self.ready.popleft())
        return main.result

    def step(self, task, value):
        try:
            request, argument = task.coroutine.send(value)
        except StopIteration as stop:  # the coroutine returned
            task.result = stop.value
            print(f"  [{self.time:2}] {task} returned {stop.value!r}")
            self.ready.extend((waiter, stop.value) for waiter in task.waiting)
            task.waiting = None
            return
        print(f"  [{self.time:2}] {task} asks: {request} {argument if request == 'sleep' else ''}".rstrip())
        getattr(self, "do_" + request)(task, argument)

    def do_sleep(self, task, ticks):
        self.order += 1
        heapq.heappush(self.sleeping, (self.time + ticks, self.order, task))

    def do_spawn(self, task, coroutine):
        child = Task(coroutine)
        self.ready.append((child, None))
        self.ready.append((task, child))

    def do_join(self, task, other):
        if other.waiting is None:
            self.ready.append((task, other.result))
        else:
            other.waiting.append(task)


async def boil_water():
    await sleep(5)
    return "hot water"


async def grind_beans():
    woke_at = await sleep(2)
    return f"beans ground at {woke_at}"


async def breakfast():
    water = await spawn(boil_water())
    beans = await spawn(grind_beans())
    # `await` may stand anywhere in an expression; the parts to its left are evaluated before.
    return [await join(water), await join(beans)]


print("coffee:", Loop().run(breakfast()))
