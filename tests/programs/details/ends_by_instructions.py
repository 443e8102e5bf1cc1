"""Trace functions that ask the instruction at ``f_lasti`` how a frame ends and whether it is resumed, as snoop, PySnooper and coverage do."""

import sys
from opcode import opmap, opname

SUSPENDED = ("YIELD_VALUE", "RESUME")
SKIPPED = ("RESUME", "CACHE", "POP_TOP", "PUSH_NULL")


def traced(frame, event, arg):
    code, at = frame.f_code.co_code, frame.f_lasti
    if event == "return":
        ended = "returned" if opname[code[at]].startswith("RETURN_") else "suspended" if opname[code[at]] in SUSPENDED else "raised"
        is_resumed = len(code) > at + 2 and opmap["RESUME"] in (code[at], code[at + 2])
        print(frame.f_code.co_name, opname[code[at]] in SUSPENDED and opname[code[at]], ended, is_resumed, arg)
    elif event == "call":
        names = [opname[code[place]] for place in range(at, -1, -2)]
        is_resumed = [name for name in names if name not in SKIPPED][:1] == ["YIELD_VALUE"]
        print(frame.f_code.co_name, "resumed" if is_resumed else "called", opname[code[at]], code[at + 1] > 0)
    return traced


def numbers(n):
    yield n
    try:
        yield from [n + 1]
    finally:
        yield n + 2
    if n == 5:
        raise ValueError(n)


async def item(n):
    return n


class Manager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        yielded.append(error)


async def items(n):
    async with Manager():
        yield await item(n)
        yield n


async def main():
    return [n * 2 async for n in items(2)]


yielded = []
sys.settrace(traced)
list(numbers(3))
try:
    list(numbers(5))
except ValueError:
    pass
sum(n for n in (1, 2))
try:
    main().send(None)
except StopIteration:
    pass
sys.settrace(None)

o = numbers(3)
for _ in range(3):
    next(o)
    place = o.gi_frame.f_lasti
    positions = [*o.gi_code.co_positions()][place // 2]
    print(positions, positions[0] == o.gi_frame.f_lineno)
