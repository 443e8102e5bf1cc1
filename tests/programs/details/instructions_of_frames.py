"""``dis`` shows the instructions that ``f_lasti`` and ``tb_lasti`` count, as libraries need that find the expression being evaluated."""

import contextlib
import dis
import io
import sys
import traceback


def instruction(code, at):
    (found,) = [each.positions for each in dis.get_instructions(code, show_caches=True) if each.offset == at]
    return found


def here():
    frame = sys._getframe(1)
    return instruction(frame.f_code, frame.f_lasti)


def items(count):
    print(here())
    yield count
    value = yield [
        here(),
        count + 1,
    ]
    raise ValueError(value)


async def waiting():
    return here()


o = items(3)
print(o.gi_frame.f_lasti >= 0)
next(o)
print(instruction(o.gi_code, o.gi_frame.f_lasti).lineno == o.gi_frame.f_lineno)
print(next(o))
try:
    o.send("given")
except ValueError as error:
    entry = error.__traceback__.tb_next
    print(instruction(entry.tb_frame.f_code, entry.tb_lasti))
    lines = [line for start, line in dis.findlinestarts(entry.tb_frame.f_code) if start <= entry.tb_lasti]
    print(lines[-1])
    with io.StringIO() as shown:
        dis.distb(error.__traceback__, file=shown)
        print("-->" in shown.getvalue())
try:
    waiting().send(None)
except StopIteration as stop:
    print(stop.value)
print(dis.code_info(items).splitlines()[2])
with contextlib.redirect_stdout(io.StringIO()):
    dis.dis(items)
try:
    dis.get_instructions(5)
except TypeError:
    traceback.print_exc(limit=1)
