"""``f_locals`` of a frame that evaluates a comprehension, looked at from a called function and from another thread."""

import sys
import threading


def seen():
    return sorted(sys._getframe(1).f_locals)


def nested(given):
    found = [seen() for item in range(1)]
    return found, [[seen() for inner in "a"] for outer in "b"], seen()


def suspending(given):
    found = [seen() for item in range(1)]
    yield found
    yield {seen.__name__: seen() for key in "a"}


async def waiting(given):
    return [seen() for item in range(1)]


print(nested(1))
print(*suspending(1))
try:
    waiting(1).send(None)
except StopIteration as stop:
    print(stop.value)

asked, answered, found = threading.Event(), threading.Event(), []


def look(thread):
    asked.wait()
    frame = sys._current_frames()[thread]
    while frame is not None:
        if frame.f_code.co_filename == __file__ and frame.f_code.co_name != "ask":
            found.append((frame.f_code.co_name, frame.f_lineno))
        frame = frame.f_back
    answered.set()


def ask():
    asked.set()
    answered.wait()


def items():
    ask()
    yield


thread = threading.Thread(target=look, args=(threading.get_ident(),))
thread.start()
list(items())
thread.join()
print(found)
