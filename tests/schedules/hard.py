"""Programs that are hard to compare: two tasks leave states that differ in a hidden place only, or chance takes part.

`HIDDEN`: a proof must know all outcomes that running each schedule finds.  `OUTSIDE`: there must be no proof.
"""

HEAD = r'''
import asyncio
async def noop(): pass
async def both(one, two):
    """Two tasks, each of which does its step in any order; then the states are equal but for what is hidden."""
    async def do(step):
        step()
    await asyncio.gather(do(one), do(two))
    await asyncio.sleep(0)
'''

HIDDEN = {
    "set collisions": r"""
async def main():
    s=set()
    await both(lambda: s.add(0), lambda: s.add(8))
    return list(s)
""",
    "set holes2": r"""
order=[]
async def main():
    s={1, 9}
    def one(): s.discard(1)
    def two(): s.add(17)
    await both(one, two)
    s.discard(9)
    await asyncio.sleep(0)
    s.add(2)
    return list(s)
""",
    "lru cache": r"""
import functools
n=[0]
@functools.lru_cache
def first(x):
    return n.pop() if n else x
last=[]
@functools.lru_cache(maxsize=None)
def remember(_, box=[]):
    return last[-1]
async def main():
    def one():
        last.append("a"); remember(0); last.clear()
    def two():
        last.append("b"); remember(0); last.clear()
    await both(one, two)
    last.append("c")
    return remember(0)
""",
    "two runs": r"""
async def race():
    got=[]
    await both(lambda: got.append(1), lambda: got.append(2))
    return got[0]
def main():
    x = asyncio.run(race())
    y = asyncio.run(race())
    return x, y
""",
    "method default": r"""
class A:
    def note(self, x=None, seen=[]):
        if x: seen.append(x)
        return seen[0]
a=A()
async def main():
    await both(lambda: a.note(1) and None, lambda: a.note(2) and None)
    return a.note()
""",
    "static default": r"""
class A:
    @staticmethod
    def note(x=None, seen=[]):
        if x: seen.append(x)
        return seen[0]
a=A()
async def main():
    await both(lambda: a.note(1) and None, lambda: a.note(2) and None)
    return a.note()
""",
    "property default": r"""
got=[]
class A:
    @property
    def first(self, seen=[]):
        if got: seen.append(got.pop())
        return seen[0]
a=A()
async def main():
    def one(): got.append(1); a.first
    def two(): got.append(2); a.first
    await both(one, two)
    return a.first
""",
    "method attribute": r"""
class A:
    def f(self): pass
async def main():
    def one(): A.f.x = 1
    def two(): A.f.x = 2
    await both(one, two)
    return A.f.x
""",
    "dunder global": r"""
__x__ = 0
async def main():
    def one():
        global __x__; __x__ = 1
    def two():
        global __x__; __x__ = 2
    await both(one, two)
    return __x__
""",
    "dunder key": r"""
d = {}
async def main():
    await both(lambda: d.__setitem__("__k__", 1), lambda: d.__setitem__("__k__", 2))
    return d["__k__"]
""",
    "descriptor": r"""
class D:
    n = None
    def __get__(self, o, t=None): return self.__dict__.get("v")
class A:
    d = D()
async def main():
    dd = A.__dict__["d"]
    await both(lambda: vars(dd).update(v=1), lambda: vars(dd).update(v=2))
    del dd
    await asyncio.sleep(0)
    return A.d
""",
    "metaclass": r"""
def make():
    class M(type): n=0
    class A(metaclass=M): pass
    return A
A = make()
async def main():
    def one(): type(A).n = 1
    def two(): type(A).n = 2
    await both(one, two)
    return type(A).n
""",
    "base class": r"""
def make():
    class M: n=0
    class A(M): pass
    return A
A = make()
async def main():
    def one(): A.__mro__[1].n = 1
    def two(): A.__mro__[1].n = 2
    await both(one, two)
    return A.n
""",
    "same line lambdas": r"""
f = None
async def main():
    def set_(which):
        global f
        f = [lambda: 1, lambda: 2][which]
    await both(lambda: set_(0), lambda: set_(1))
    return f()
""",
    "same name functions": r"""
f = None
async def main():
    def set_(which):
        global f
        if which:
            async def g(): return 1
        else:
            async def g(): return 2
        f = g()
    def quiet(which):
        global f
        if f is not None: f.close()
        set_(which)
    await both(lambda: quiet(0), lambda: quiet(1))
    return await f
""",
    "closed over exec": r"""
src = "n = [0]\ndef put(x): n[0] = x\ndef get(): return n[0]\n"
ns = {}
exec(src, ns)
put, get = ns["put"], ns["get"]
del ns
async def main():
    await both(lambda: put(1), lambda: put(2))
    return get()
""",
    "bare raise": r"""
async def work(word, gate):
    try:
        raise ValueError(word)
    except ValueError:
        await gate.wait()
        raise
async def main():
    gate = asyncio.Event()
    box=[]
    def one(): box.append(1)
    def two(): box.append(2)
    await both(one, two)
    t = asyncio.create_task(work(box.pop(0), gate)); box.clear()
    await asyncio.sleep(0); await asyncio.sleep(0)
    gate.set()
    try: await t
    except ValueError as e: return e.args
""",
    "pending return": r"""
async def work(word, gate):
    try:
        return [word.pop(0), word.clear()][0]
    finally:
        await gate.wait()
async def main():
    gate = asyncio.Event()
    box=[]
    await both(lambda: box.append(1), lambda: box.append(2))
    t = asyncio.create_task(work(box, gate))
    await asyncio.sleep(0); await asyncio.sleep(0)
    gate.set()
    return await t
""",
    "dropped coroutine": r"""
first = None
async def main():
    def one():
        global first
        if first is None: first = 1; noop()
    def two():
        global first
        if first is None: first = 1
    await both(one, two)
    await asyncio.sleep(0)
""",
    "deque maxlen": r"""
import collections
d = None
async def main():
    def set_(n):
        global d
        d = collections.deque(maxlen=n)
    await both(lambda: set_(1), lambda: set_(2))
    d.append(1); d.append(2)
    return list(d)
""",
    "default factory": r"""
import collections
d = None
async def main():
    def set_(n):
        global d
        d = collections.defaultdict(n)
    await both(lambda: set_(int), lambda: set_(list))
    return d[0]
""",
    "exception fields": r"""
e = OSError()
async def main():
    def set_(n): e.errno = n
    await both(lambda: set_(1), lambda: set_(2))
    return e.errno
""",
    "exception slots": r"""
class E(Exception):
    __slots__ = ("code",)
e = E()
async def main():
    def set_(n): e.code = n
    await both(lambda: set_(1), lambda: set_(2))
    return e.code
""",
    "exception traceback": r"""
e = None
def fail(n):
    global e
    try:
        if n:
            raise ValueError
        else:
            raise ValueError
    except ValueError as error: e = error
async def main():
    await both(lambda: fail(0), lambda: fail(1))
    return e.__traceback__.tb_lineno
""",
    "task attribute": r"""
async def main():
    t = asyncio.current_task()
    def set_(n): t.mark = n
    await both(lambda: set_(1), lambda: set_(2))
    return t.mark
""",
    "loop attribute": r"""
async def main():
    def set_(n): asyncio.get_running_loop().mark = n
    await both(lambda: set_(1), lambda: set_(2))
    return asyncio.get_running_loop().mark
""",
    "library attribute": r"""
async def main():
    def set_(n): asyncio.mark = n
    await both(lambda: set_(1), lambda: set_(2))
    return asyncio.mark
""",
    "library class attribute": r"""
async def main():
    def set_(n): asyncio.Event.mark = n
    await both(lambda: set_(1), lambda: set_(2))
    return asyncio.Event.mark
""",
    "environ": r"""
import os
async def main():
    def set_(n): os.environ["MARK"] = n
    await both(lambda: set_("1"), lambda: set_("2"))
    return os.environ["MARK"]
""",
    "logging level": r"""
import logging
async def main():
    def set_(n): logging.getLogger("x").setLevel(n)
    await both(lambda: set_(10), lambda: set_(20))
    return logging.getLogger("x").level
""",
    "decimal context": r"""
import decimal
async def main():
    def set_(n): decimal.getcontext().prec = n
    await both(lambda: set_(3), lambda: set_(5))
    return str(decimal.Decimal(1)/3)
""",
    "recursion limit": r"""
import sys
async def main():
    old = sys.getrecursionlimit()
    def set_(n): sys.setrecursionlimit(n)
    await both(lambda: set_(old+1), lambda: set_(old+2))
    new = sys.getrecursionlimit() - old
    sys.setrecursionlimit(old)
    return new
""",
    "exception handler": r"""
said = []
async def main():
    def set_(n): asyncio.get_running_loop().set_exception_handler(lambda loop, context: said.append(n))
    await both(lambda: set_(1), lambda: set_(2))
    asyncio.get_running_loop().call_exception_handler({"message": "x"})
    return said
""",
    "cancel message": r"""
async def main():
    async def sleeper():
        try: await asyncio.sleep(10)
        except asyncio.CancelledError as e: return e.args
    t = asyncio.create_task(sleeper())
    await asyncio.sleep(0)
    f = asyncio.get_running_loop().create_future()
    await both(lambda: f.cancel("1"), lambda: f.cancel("2"))
    try: await f
    except asyncio.CancelledError as e: said = e.args
    t.cancel()
    await t
    return said
""",
    "contextvar": r"""
import contextvars
v = contextvars.ContextVar("v", default=0)
w = contextvars.ContextVar("v", default=0)
async def main():
    async def do(n):
        (v if n == 1 else w).set(5)
        await asyncio.sleep(0)
        return v.get(), w.get()
    box=[]
    await both(lambda: box.append(1), lambda: box.append(2))
    t = asyncio.create_task(do(box[0])); box.clear()
    return await t
""",
    "outer context": r"""
import contextvars
v = contextvars.ContextVar("v", default=0)
async def race():
    got=[]
    await both(lambda: got.append(1), lambda: got.append(2))
    return got[0]
def main():
    v.set(asyncio.run(race()))
    asyncio.run(race())
    return v.get()
""",
    "context object": r"""
import contextvars
v = contextvars.ContextVar("v", default=0)
c = contextvars.copy_context()
async def main():
    await both(lambda: c.run(v.set, 1) and None, lambda: c.run(v.set, 2) and None)
    return c[v]
""",
    "token": r"""
import contextvars
v = contextvars.ContextVar("v", default=0)
async def main():
    box=[]
    await both(lambda: box.append(1), lambda: box.append(2))
    v.set(box.pop(0)); box.clear()
    token = v.set(7)
    await asyncio.sleep(0)
    v.reset(token)
    return v.get()
""",
    "asend value": r"""
async def gen():
    got = yield
    return_ = yield got
async def main():
    g = gen(); await anext(g)
    box=[]
    await both(lambda: box.append(1), lambda: box.append(2))
    a = g.asend(box.pop(0)); box.clear()
    await asyncio.sleep(0)
    return await a
""",
    "random subclass": r"""
import random
class R(random.Random): pass
r = R(1)
async def main():
    def set_(n): r.seed(n)
    await both(lambda: set_(1), lambda: set_(2))
    return r.random()
""",
    "c subclass": r"""
import itertools
class C(itertools.count): pass
c = C()
first=[]
async def main():
    def one():
        if not first: next(c); first.append(0)
    def two():
        if not first: first.append(0)
    await both(one, two)
    return next(c)
""",
    "array subclass": r"""
import array
class A(array.array): pass
a = A("i")
async def main():
    await both(lambda: a.append(1), lambda: a.append(2))
    return list(a)
""",
    "stringio": r"""
import io
a = io.StringIO()
async def main():
    await both(lambda: a.write("1") and None, lambda: a.write("2") and None)
    return a.getvalue()
""",
    "partial attribute": r"""
import functools
f = functools.partial(int)
async def main():
    def set_(n): f.mark = n
    await both(lambda: set_(1), lambda: set_(2))
    return f.mark
""",
    "eager": r"""
got = []
async def work(n): got.append(n)
async def main():
    loop = asyncio.get_running_loop()
    if not hasattr(asyncio, "eager_task_factory"): return
    loop.set_task_factory(asyncio.eager_task_factory)
    t = asyncio.create_task(work(1))
    got.append(2)
    await t
    return got
""",
    "when": r"""
async def main():
    loop = asyncio.get_running_loop()
    async def a(): await asyncio.sleep(1)
    done, pending = await asyncio.wait([asyncio.create_task(a()), asyncio.create_task(asyncio.sleep(2))], return_when="FIRST_COMPLETED")
    for t in pending: t.cancel()
    h = loop.call_later(1, print)
    x = h.when(); h.cancel()
    return x
""",
    "local class attr": r"""
def make(n):
    class A:
        def f(self): return n
    return A
A = None
async def main():
    def set_(n):
        global A
        A = make(n)
    await both(lambda: set_(1), lambda: set_(2))
    return A().f()
""",
    "instance of local class": r"""
def make(n):
    class A:
        def f(self): return n
    return A()
a = None
async def main():
    def set_(n):
        global a
        a = make(n)
    await both(lambda: set_(1), lambda: set_(2))
    return a.f()
""",
    "instance class change": r"""
class A: v = 1
class B: v = 2
a = A()
async def main():
    def set_(n): a.__class__ = n
    await both(lambda: set_(A), lambda: set_(B))
    return a.v
""",
    "enum state": r"""
import enum
class E(enum.Enum):
    X = 1
async def main():
    def set_(n): E.X.mark = n
    await both(lambda: set_(1), lambda: set_(2))
    return E.X.mark
""",
    "dict order": r"""
d = {}
async def main():
    await both(lambda: d.setdefault("a"), lambda: d.setdefault("b"))
    return list(d)
""",
    "cached property": r"""
import functools
got = []
class A:
    @functools.cached_property
    def v(self): return got[0]
a = A()
async def main():
    def one(): got.append(1); a.v; got.clear()
    def two(): got.append(2); a.v; got.clear()
    await both(one, two)
    return a.v
""",
    "singledispatch": r"""
import functools
@functools.singledispatch
def f(x): return 0
async def main():
    await both(lambda: f.register(int, lambda x: 1) and None, lambda: f.register(int, lambda x: 2) and None)
    return f(3)
""",
    "thread local": r"""
import threading
l = threading.local()
async def main():
    def set_(n): l.x = n
    await both(lambda: set_(1), lambda: set_(2))
    return l.x
""",
    "sync generator": r"""
def gen():
    n = 0
    while True:
        got = yield n
        if got: n = got
g = gen(); next(g)
async def main():
    await both(lambda: g.send(1) and None, lambda: g.send(2) and None)
    return next(g)
""",
    "host generator": r"""
import contextlib
@contextlib.contextmanager
def cm(box):
    first = box.pop(0); box.clear()
    yield
    box.append(first)
async def main():
    box=[]
    await both(lambda: box.append(1), lambda: box.append(2))
    with cm(box):
        await asyncio.sleep(0)
    return box
""",
    "str subclass": r"""
class S(str): pass
s = S("x")
async def main():
    def set_(n): s.mark = n
    await both(lambda: set_(1), lambda: set_(2))
    return s.mark
""",
    "items override": r"""
class D(dict):
    def items(self): return []
d = D()
async def main():
    await both(lambda: d.__setitem__(0, 1), lambda: d.__setitem__(0, 2))
    return d[0]
""",
    "getattribute override": r"""
class D:
    def __getattribute__(self, name):
        if name == "__dict__": return {}
        return object.__getattribute__(self, name)
d = D()
async def main():
    def set_(n): d.mark = n
    await both(lambda: set_(1), lambda: set_(2))
    return d.mark
""",
    "iter override": r"""
class D(list):
    def __iter__(self): return iter(())
d = D()
async def main():
    await both(lambda: d.append(1), lambda: d.append(2))
    return d[0]
""",
    "functions attribute wrapped": r"""
def deco(f):
    f.__wrapped__ = None
    return f
@deco
def g(): pass
async def main():
    def set_(n): g.__wrapped__ = n
    await both(lambda: set_(1), lambda: set_(2))
    return g.__wrapped__
""",
    "function defaults": r"""
def g(x=0): return x
async def main():
    def set_(n): g.__defaults__ = (n,)
    await both(lambda: set_(1), lambda: set_(2))
    return g()
""",
    "function code": r"""
def g(): return 0
def a(): return 1
def b(): return 2
async def main():
    def set_(n): g.__code__ = n.__code__
    await both(lambda: set_(a), lambda: set_(b))
    return g()
""",
    "class bases": r"""
class X: v = 1
class Y: v = 2
class A(X): pass
async def main():
    def set_(n): A.__bases__ = (n,)
    await both(lambda: set_(X), lambda: set_(Y))
    return A.v
""",
    "class dunder": r"""
class A:
    def __len__(self): return 0
async def main():
    def set_(n): A.__len__ = n
    await both(lambda: set_(lambda self: 1), lambda: set_(lambda self: 2))
    return len(A())
""",
    "builtins changed": r"""
import builtins
async def main():
    def set_(n): builtins.mark = n
    await both(lambda: set_(1), lambda: set_(2))
    return mark
""",
    "loop debug": r"""
async def main():
    def set_(n): asyncio.get_running_loop().set_debug(n)
    await both(lambda: set_(True), lambda: set_(False))
    return asyncio.get_running_loop().get_debug()
""",
    "sys attr": r"""
import sys
async def main():
    def set_(n): sys.mark = n
    await both(lambda: set_(1), lambda: set_(2))
    return sys.mark
""",
    "queue simple": r"""
import queue
q = queue.SimpleQueue()
async def main():
    await both(lambda: q.put(1), lambda: q.put(2))
    return q.get()
""",
    "memoryview ": r"""
m = bytearray(1)
v = memoryview(m)
async def main():
    def set_(n): v[0] = n
    await both(lambda: set_(1), lambda: set_(2))
    return m[0]
""",
    "slice ": r"""
s = [None]
async def main():
    def set_(n): s[0] = slice(n)
    await both(lambda: set_(1), lambda: set_(2))
    return s[0].stop
""",
    "zip iter": r"""
z = zip([1,2,3],[4,5,6])
first=[]
async def main():
    def one():
        if not first: next(z); first.append(0)
    def two():
        if not first: first.append(0)
    await both(one, two)
    return next(z)
""",
    "setattr module": r"""
import types
m = types.ModuleType("m")
async def main():
    def set_(n): m.mark = n
    await both(lambda: set_(1), lambda: set_(2))
    return m.mark
""",
    "text identity": r"""
a = "".join(["x", "y"]); b = "".join(["x", "y"])
c = None
async def main():
    def set_(n):
        global c
        c = n
    await both(lambda: set_(a), lambda: set_(b))
    return c is a
""",
}

OUTSIDE = {
    "ident": r"""
async def main():
    return id(object()) % 64
""",
    "hash order": r"""
class O:
    def __init__(self, n): self.n = n
async def main():
    return [o.n for o in {O(1), O(2)}]
""",
    "order of texts": r"""
async def main():
    return [text for text in {"alpha", "beta", "gamma"}][0]
""",
    "order of tasks": r"""
async def one(n):
    return n
async def main():
    done, _ = await asyncio.wait([asyncio.create_task(one(n)) for n in range(3)])
    return [task.result() for task in done]
""",
    "unseeded": r"""
import random
async def main():
    return random.Random().random() < 0.5
""",
    "secrets": r"""
import secrets
async def main():
    return secrets.randbelow(2)
""",
    "pid": r"""
import os
async def main():
    return os.getpid() % 7
""",
    "localtime": r"""
import time
async def main():
    return time.localtime().tm_sec % 3 >= 0
""",
    "process time": r"""
import time
async def main():
    return time.process_time() > 0
""",
    "path exists": r"""
import os
async def main():
    return os.path.exists("FOLDER/flag")
""",
    "write py": r"""
async def main():
    with open("FOLDER/state.py", "a") as f: f.write("#")
    with open("FOLDER/state.py") as f: return len(f.read()) > 0
""",
    "pathlib py": r"""
import pathlib
async def main():
    return pathlib.Path("FOLDER/state.py").read_text() != ""
""",
    "pipe": r"""
import os
async def main():
    r, w = os.pipe(); os.write(w, b"a"); x = os.read(r, 1); os.close(r); os.close(w)
    return x
""",
    "gc cycle": r"""
import gc
async def main():
    return gc.get_count() != 0
""",
    "refcount": r"""
import sys
async def main():
    o = []
    return sys.getrefcount(o)
""",
    "thread ident": r"""
import threading
async def main():
    return threading.get_ident() > 0
""",
    "raw thread": r"""
import _thread, time
async def main():
    l = []
    _thread.start_new_thread(l.append, (1,))
    return True
""",
    "to thread race": r"""
import time
n = 0
def add():
    global n
    old = n
    time.sleep(0.01)
    n = old + 1
async def other():
    global n
    n += 1
async def main():
    await asyncio.gather(asyncio.to_thread(add), other())
    return n
""",
    "two threads race": r"""
import time
n = 0
def add():
    global n
    old = n
    time.sleep(0.01)
    n = old + 1
async def main():
    await asyncio.gather(asyncio.to_thread(add), asyncio.to_thread(add))
    return n
""",
    "signal handler": r"""
import signal
async def main():
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, lambda: None)
    await asyncio.sleep(0)
    asyncio.get_running_loop().remove_signal_handler(signal.SIGUSR1)
""",
    "subprocess": r"""
async def main():
    p = await asyncio.create_subprocess_exec("true")
    return await p.wait()
""",
    "stdin": r"""
import sys
async def main():
    return sys.stdin.readline()
""",
    "weakref alive": r"""
import weakref
class O: pass
async def main():
    o = O(); r = weakref.ref(o); del o
    return r() is None
""",
    "finalize": r"""
import weakref
class O: pass
said = []
o = O()
async def main():
    global o
    def set_(n):
        weakref.finalize(o, said.append, n)
    await both(lambda: set_(1), lambda: set_(2))
    o = None
    return said
""",
    "del method": r"""
said = []
class O:
    def __del__(self): said.append(1)
async def main():
    o = O(); del o
    said.append(2)
    return said
""",
    "thread pool": r"""
from concurrent.futures import ThreadPoolExecutor
def f(): return 1
async def main():
    with ThreadPoolExecutor() as pool:
        return await asyncio.get_running_loop().run_in_executor(pool, f)
""",
    "repr address": r"""
class O: pass
async def main():
    return repr(O())[-4:] != ""
""",
    "another loop": r"""
async def work():
    got = []
    await both(lambda: got.append(1), lambda: got.append(2))
    return got
def main():
    loop = asyncio.SelectorEventLoop()
    try:
        return loop.run_until_complete(work())
    finally:
        loop.close()
""",
    "a library's own loop": r"""
import wsgiref.util
def main():
    return wsgiref.util.guess_scheme({})
""",
}
