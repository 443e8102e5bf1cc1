"""A docstring is no line that runs; making a class and its annotations calls nothing that a trace function sees."""

import sys

events = []


def tracer(frame, event, argument):
    events.append((event, frame.f_code.co_name, frame.f_lineno))
    return tracer


def trace(function):
    sys.settrace(tracer)
    function()
    sys.settrace(None)
    print(*[event for event in events if event[:2] != ("line", "Made")], sep="\n")
    events.clear()


def documented():
    """Two
    lines."""
    return 1


@staticmethod
def only():
    "Nothing else."


def generator():
    "A docstring."
    yield
    "No docstring."


async def coroutine():
    "A docstring."


def run():
    list(generator())
    try:
        coroutine().send(None)
    except StopIteration:
        pass


def made():
    class Made:
        """A class."""

        x = 1

        def method(self):
            "A method."
            self.y: int = 2

    Made().method()


for function in documented, only, run, made:
    trace(function)
print(documented.__doc__, only.__doc__, generator.__doc__)
if sys.version_info >= (3, 14):

    def later(kind, flag):
        class All:
            x: kind

        class Some:
            x: kind
            if flag:
                y: kind

        return All, Some

    for found in later(int, 1):
        code = found.__annotate__.__code__
        print(sorted(code.co_freevars), code.co_firstlineno - later.__code__.co_firstlineno, found.__annotations__)
    x: int = 3
    try:
        __annotate__(3)
    except NotImplementedError as error:
        print(error.__traceback__.tb_next.tb_lineno)
