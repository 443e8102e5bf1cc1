"""Objects that are closed, or whose frame is cleared, before anything of them has run."""

class D:
    def __init__(self,n): self.n=n
    def __del__(self): print("del",self.n)
def g(a):
    yield a
async def c(a): pass
async def ag(a): yield a
for f in (g,c):
    o=f(D(f.__name__)); print("close"); o.close(); print("closed", getattr(o,"gi_frame",1)); del o; print("gone")
o=g(D("throw"))
try: o.throw(ValueError)
except ValueError: print("caught")
print("thrown"); del o
o=ag(D("aclose"))
a=o.aclose()
try: a.send(None)
except StopIteration: print("stop")
print("aclosed"); del a; print("a gone"); del o; print("o gone")
o=ag(D("athrow")); a=o.athrow(ValueError)
try: a.send(None)
except ValueError: print("v")
print("athrown"); del a; print("a gone"); del o; print("o gone")
o=g(D("frame")); o.gi_frame.clear()
print("cleared", o.gi_frame); del o

import warnings

warnings.simplefilter("always")
async def five(): return 5
o=five(); o.cr_frame.clear(); print(o.cr_frame is None)
try: o.send(None)
except BaseException as e: print(repr(e))
def h():
    try: yield 1
    finally: print("fin")
o=h(); next(o)
try: o.gi_frame.clear()
except RuntimeError as e: print(e)
print(o.gi_frame is None)
o=h(); o.gi_frame.clear(); print(list(o))
