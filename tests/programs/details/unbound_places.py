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
        tb = e.__traceback__; l=[]
        while tb: l.append((tb.tb_frame.f_code.co_name, tb.tb_lineno)); tb = tb.tb_next
        print(type(e).__name__, l)
        e = e.__context__
for i in range(4):
    o = gen1()
    try: o.send(None)
    except BaseException as e: lines(e)
