# What 3.11 forgets of the traceback of what comes out of a delegate into a frame that handles another.  Seed 8024729.
class Manager:
    def __enter__(self): return self
    def __exit__(self, *error): return False
class Swallows(Manager):
    def __exit__(self, *error): return True
class Fails(Manager):
    def __exit__(self, *error): raise F(3)
def raises(error):
    raise error
def nested(error):
    raises(error)
def finally_(error):
    try: nested(error)
    finally: t(2)
def inside(error):
    try: nested(error)
    except F: t(1)
def again_(error):
    try: nested(error)
    except BaseException as e: raise e
def bare(error):
    try: nested(error)
    except BaseException as e: raise
def other(error):
    try: nested(error)
    except BaseException as e: nested(F(1))
def otherwise(error):
    try: t(1)
    except E: t(2)
    else: nested(error)
def afterwards(error):
    try: nested(E(1))
    except E: t(2)
    nested(error)
def in_finally(error):
    try: t(1)
    finally: nested(error)
def in_handling_finally(error):
    try: nested(E(1))
    finally: nested(error)
def managed(error):
    with Manager(): nested(error)
def failing(error):
    with Fails(): nested(error)
def failing_normally(error):
    with Fails(): t(1)
def swallowed(error):
    with Swallows(): nested(E(2))
    nested(error)
def looped(error):
    for i in (1, 2):
        try: continue
        finally: [nested(error) for j in (1,)]
def grouped(error):
    try: nested(ExceptionGroup('g', [error, F(1)]))
    except* E: t(1)
def grouped_again(error):
    try: nested(ExceptionGroup('g', [E(1)]))
    except* E: nested(error)
def bad_type(error):
    try: nested(error)
    except None: t(1)
def bad_group_type(error):
    try: nested(error)
    except* None: t(1)
def in_class(error):
    class C:
        try: nested(error)
        finally: t(1)
def in_class_body(error):
    class C: nested(error)
def evaluated(error):
    eval('nested(error)')
def executed(error):
    exec('try: nested(error)\nfinally: t(5)')
def in_lambda(error):
    (lambda: [nested(error)])()
def iterated(error):
    def gen():
        try: yield 1
        finally: t(1)
        nested(error)
    list(gen())
def iterated_in(error):
    def gen():
        try: yield 1; nested(error)
        finally: t(1)
    list(gen())
def known(error):
    try: nested(error)
    except BaseException: t(1)
    raises(error)
ways = [raises, nested, finally_, inside, again_, bare, other, otherwise, afterwards, in_finally, in_handling_finally,
    managed, failing, failing_normally, swallowed, looped, grouped, grouped_again, bad_type, bad_group_type, in_class,
    in_class_body, evaluated, executed, in_lambda, iterated, iterated_in, known]

async def leaf(way):
    try: await w(1)
    except E as error: caught = error
    way(caught)
async def lets_by(way):
    await w(1)
async def lets_by_finally(way):
    try: await w(1)
    finally: t(3)
async def in_handler(way):
    try: await w(1)
    except E as error: way(error)
async def in_with(way):
    with Manager(): await w(1)
async def fresh(way):
    try: await w(1)
    except E: pass
    way(F(9))
async def in_comprehension(way):
    [await w(1) for i in (1,)]
async def through(way):
    await leaf(way)
async def through_more(way):
    await through(way)
async def through_handler(way):
    try: raise F(7)
    except F: await leaf(way)
async def through_finally(way):
    try: await leaf(way)
    finally: t(1)
async def through_reraised(way):
    try: await leaf(way)
    except E as error: raise error
async def agen(way):
    try: yield await w(1)
    except E as error: caught = error
    way(caught)
async def through_asend(way):
    await agen(way).asend(None)
async def through_for(way):
    async for i in agen(way): t(i)
async def through_athrow(way):
    o = agen(way)
    async def first(): yield 1
    f = first()
    await f.asend(None)
    await f.athrow(F(8))
async def through_suspending_with(way):
    async with t(1): await leaf(way)

async def by_except(what, way):
    try: raise F(5)
    except F: await what(way)
async def by_finally(what, way):
    try: nested(F(5))
    finally: await what(way)
async def by_nested(what, way):
    try: raise F(5)
    except F:
        try: await what(way)
        finally: t(4)
async def by_with(what, way):
    try: raise F(5)
    except F:
        with Manager(): await what(way)
async def by_comprehension(what, way):
    try: raise F(5)
    except F:
        [await what(way) for i in (1,)]
async def by_nothing(what, way):
    try: raise F(5)
    except F: pass
    finally: await what(way)
async def by_two(what, way):
    try: raise F(5)
    except F: await by_except(what, way)
async def by_far(what, way):
    try: raise F(5)
    except F: await by_nothing(what, way)
def old():
    try: nested(E(6))
    except E as error: return error
def go(by, what, way, thrown):
    settings['steps'] = 0
    o = by(what, way)
    log.append(f"{by.__name__} {what.__name__} {way.__name__}")
    try:
        o.send(None)
        o.throw(*thrown())
    except BaseException as error:
        out(show(error))
whats = [leaf, lets_by, lets_by_finally, in_handler, in_with, fresh, in_comprehension, through, through_more, through_handler,
    through_finally, through_reraised, through_asend, through_for, through_athrow, through_suspending_with]
bys = [by_except, by_finally, by_nested, by_with, by_comprehension, by_nothing, by_two, by_far]
throws = [lambda: [E(4)], lambda: [old()], lambda: [E], lambda: [E, 1]]
for way in ways:
    for what in whats:
        go(by_except, what, way, throws[1])
for what in whats:
    for by in bys:
        for way in raises, finally_, other:
            for thrown in throws:
                go(by, what, way, thrown)
async def ends_badly(way):
    try: await w(1)
    finally: way(F(2))
async def ends_late(way):
    try: await w(1)
    except GeneratorExit: pass
    way(F(2))
for way in ways:
    for what in ends_badly, ends_late:
        for by in bys[:3]:
            go(by, what, way, lambda: [GeneratorExit])
            o = by(what, way)
            o.send(None)
            step(o, 'close')
