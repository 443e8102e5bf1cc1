"""The traceback entry of an unbound variable, also when the host has joined two instructions."""

import traceback


def gen1():
    try:
        "".x
    except* AttributeError:
        try:
            c *= t
        except (yield from None):
            None


def lines(e):
    while e:
        tb = e.__traceback__
        l = []
        while tb:
            l.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
            tb = tb.tb_next
        print(type(e).__name__, l)
        e = e.__context__


for i in range(4):
    o = gen1()
    try:
        o.send(None)
    except BaseException as e:
        lines(e)


class Step:
    def __await__(self):
        yield
        return {}


async def stores(*args, **kwargs):
    try:
        del f"{await Step():{None}}{Step!s:{await Step()}}"[await Step()]
    finally:
        (await Step())[c]: int = (await Step()).get(None)
    c: int = None


async def stores_plainly(*args, **kwargs):
    try:
        raise ValueError
    finally:
        (await Step())[c] = await Step()
    c: int = None


for function in [stores, stores_plainly] * 12:  # 3.11 joins instructions when a function has run some times
    o = function()
    try:
        while True:
            o.send(None)
    except UnboundLocalError as e:
        lines(e)
