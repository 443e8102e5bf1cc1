"""The events of a trace function in asynchronous comprehensions that suspend, over one line and over several."""

import sys


class Wait:
    def __await__(self):
        yield


async def items():
    yield 1
    await Wait()
    yield 2


async def in_one_line():
    return [x async for x in items()]


async def as_a_statement():
    async for x in items():
        pass


async def with_a_condition():
    return {x async for x in items()
            if x > 1}


async def target_below():
    return [x
            async for x in items()]


async def pairs():
    async for x in items():
        yield x, x + 1


async def of_pairs():
    return {x: y
            async for x, y in pairs()
            if x}


async def condition_below():
    return [x async for x in items() if
            x > 5]


def told(frame, event, arg):
    if frame.f_code.co_name in names:
        what = arg[0].__name__ if event == "exception" else ""
        print(frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, what)
    return told


functions = [in_one_line, as_a_statement, with_a_condition, condition_below]
if sys.version_info < (3, 15):  # there, the event at which the iterator is made is missing
    functions += [target_below, of_pairs]
names = {function.__name__ for function in functions}
for function in functions:
    coroutine = function()
    sys.settrace(told)
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        sys.settrace(None)
        print(stop.value)
