# A captured variable is unbound in a clause before a finally that raises: the context is an UnboundLocalError.
def gen2():
    def inner1():
        c
    try:
        None[None] = None
    except* k(55):
        del c
    finally:
        None < 'y'
    class C75((yield from None)):
        78
o = gen2()
step(o, 'send', None)
def gen3():
        def inner1():
            c
        try:
            None[None] = None
        except* k(55):
            del c
        finally:
            None < 'y'
        yield
o = gen3()
step(o, 'send', None)
def gen4():
        def inner1():
            c
        try:
            None[None] = None
        except TypeError:
            del c
        finally:
            None < 'y'
        yield
o = gen4()
step(o, 'send', None)
def gen5():
        def inner1():
            c
        try:
            None[None] = None
        finally:
            del c
        yield
o = gen5()
step(o, 'send', None)
