import threading, collections, datetime, asyncio, io, re, decimal, sys
class M(type):
    @property
    def __name__(cls): return "odd"
class K(metaclass=M): pass
class Keys:
    def keys(self): return threading.Lock()
def f(**k): pass
async def a(v):
    async with v: pass
async def w(v):
    await v
async def it(v):
    async for x in v: pass
def m(v):
    match v:
        case collections.deque(1): pass
        case datetime.date(1, 2): pass
def ww(v):
    with v: pass
def show(g, *args):
    try:
        g(*args)
    except BaseException as e:
        print(repr(e))
for v in [threading.Lock(), collections.deque(), datetime.date(1,1,1), io.StringIO, re.compile("x"), K(), asyncio.Lock(), 1, decimal.Decimal(1), type, object()]:
    for g in (a, w, it):
        show(lambda: g(v).send(None))
    show(ww, v); show(m, v); show(lambda: f(**v))
    show(lambda: sys._getframe(v)) if not isinstance(v, int) else None
    show(sys.setrecursionlimit, v) if not isinstance(v, int) else None
show(lambda: f(**Keys()))
