"""The events of a trace function in generator expressions over several lines."""

import sys


def condition_below():
    return sum(
        x + 1
        for x in (1, 2)
        if x
    )


def loop_in_two_lines():
    g = (
        x for x
        in (1, 2)
    )
    return [y for y in g]


def item_in_the_first_line():
    g = (x
         for x in
         range(2))
    return list(g)


def told(frame, event, arg):
    if frame.f_code.co_name == "<genexpr>":
        print(event, frame.f_lineno - frame.f_code.co_firstlineno)
    return told


functions = [condition_below]
if sys.version_info >= (3, 12):
    functions += [loop_in_two_lines]
if sys.version_info >= (3, 13):
    functions += [item_in_the_first_line]
for function in functions:
    sys.settrace(told)
    result = function()
    sys.settrace(None)
    print(function.__name__, result)
