# A traceback that is given to throw() is none that the exception knows: 3.11 forgets it where a handler is.  As seed 8024729.
def raises(error):
    raise error
def nested(error):
    raises(error)
def old():
    try: nested(E(6))
    except E as error: return error
throws = [lambda: [E, E(4), old().__traceback__], lambda: [E(4), None, old().__traceback__], lambda: [old(), None, other()], lambda: [E, None, old().__traceback__], lambda: [E, old(), other()], lambda: [GeneratorExit, None, old().__traceback__],lambda: [GeneratorExit(), None, old().__traceback__], lambda:[F,E(1)], lambda:[F,old()]]
def other():
    try: raises(F(1))
    except F as error: return error.__traceback__
def leaf0():
    try: raise F(1)
    except F: yield
def leaf1():
    yield
def leaf2():
    try: yield
    except E: raise
def leaf3():
    try: yield
    except E as e: x = e
    nested(x)
def leaf4():
    yield from [1]
def leaf5():
    try: raise F(1)
    except F: yield from [1]
def leaf6():
    try: raise F(1)
    except F: yield from Bare(3)
def leaf7():
    yield from leaf3()
def leaf8():
    yield from leaf7()
def by1(leaf):
    try: nested(F(2))
    except F: yield from leaf()
def by2(leaf):
    try: nested(F(2))
    except F: return (yield from by1(leaf))
def by3(leaf):
    try: nested(F(2))
    finally:
        with t(1): yield from leaf()
def by4(leaf):
    try: nested(F(2))
    finally:
        for i in leaf(): yield i
def by5(leaf):
    try: nested(F(2))
    finally:
        l = (yield from leaf())
leaves = [leaf0,leaf1,leaf2,leaf3,leaf4,leaf5,leaf6,leaf7,leaf8]
def go(by, leaf, thrown):
    settings['steps'] = 0
    o = by(leaf)
    log.append(f"{by.__name__} {leaf.__name__} {throws.index(thrown)}")
    try:
        o.send(None)
        o.throw(*thrown())
    except BaseException as error:
        out(show(error))
for by in by1, by2, by3, by4, by5:
    for l in leaves:
        for th in throws: go(by, l, th)
async def agen(leaf):
    try: yield 1
    except E as e: x = e
    nested(x)
async def agen2(leaf):
    try: nested(F(2))
    except F:
        async for x in agen(leaf): yield x
async def agen3(leaf):
    try: nested(F(2))
    except F:
        o = agen(leaf)
        await o.asend(None)
        await o.athrow(old())
        yield 1
async def agen4(leaf):
    try: nested(F(2))
    except F:
        o = agen2(leaf)
        await o.asend(None)
        await o.athrow(old())
        yield 1
async def agen5(leaf):
    try: nested(F(2))
    except F:
        await w(1)
    finally:
        await w(t(1))
for ag in agen, agen2, agen3, agen4, agen5:
  for th in throws:
    settings['steps'] = 0
    log.append(f"{ag.__name__} {throws.index(th)}")
    o = ag(1)
    a= o.asend(None)
    step(a,'send',None)
    a= o.athrow(*th())
    step(a,'send',None)
    step(a,'throw',*th())
    a= o.asend(None)
    step(a,'send',None)
    step(a,'throw',*th())
