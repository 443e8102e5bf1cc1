"""Where an AssertionError is raised: at the test; in 3.11 at a comparison only, in 3.12 at the statement."""

import traceback

TEXT = """
async def fails():
    assert {test}{message}
async def over_lines():
    assert (
        {test}){message}
async def suspends():
    assert await a({test}){message}
async def suspends_in_part():
    assert await a(1) and {test}{message}
async def compares():
    assert (await a({test}) ==
        5){message}
"""


async def a(value=0):
    return value


names = {"z": 0, "h": lambda: 0, "a": a}
for test in (
    "h()",
    "z",
    "z == 1",
    "0 < z < 3",
    "z and h()",
    "z == 1 or h()",
    "not 1",
    "not (z == 0)",
    "z if 1 else 1",
    "(y := 0)",
    "z == 1 or z == 2",
    "not (0 <= z <= 1)",
    "z == 1 if z == 0 else 0",
    "(z or z == 5) and 1",
    "-z",
):
    for message in ("", ", 'message'", ", await a()"):
        exec(TEXT.format(test=test, message=message), names)
        for name in ("fails", "over_lines", "suspends", "suspends_in_part", "compares"):
            try:
                names[name]().send(None)
            except AssertionError as error:
                entry = traceback.extract_tb(error.__traceback__)[-1]
                print(test, message, name, entry.lineno, entry.end_lineno, entry.colno, entry.end_colno)
            except StopIteration:
                print(test, message, name, "passes")
