# Keys of two mappings in a call are hashed and compared as CPython does, also where a name is given twice.  Seed 8014270.
def go(f):
    try: f()
    except BaseException as error: out(show(error))
async def coro1(*args, **kwargs):
    for None[62] in t(33).keys(k1=None, **{t(47): None, **await Bare(1)}):
        b: int = t
o = coro1()
step(o, 'send', None)
step(o, 'send', None)
class D(dict):
    def keys(self): out('keys'); return super().keys()
class I(D):
    def __iter__(self): out('iter'); return super().__iter__()
class N:
    def __init__(self, error): self.error = error
    def keys(self): return ['k1', 'k2']
    def __getitem__(self, key): raise self.error
class S(str):
    def __hash__(self): out('hash', self[:]); return 1
    def __eq__(self, other): out('eq', self[:], other[:]); return str.__eq__(self, other)
class Grows(S):
    __hash__ = S.__hash__
    def __eq__(self, other): mapping[str(len(mapping))] = 1; return False
three = {t(5): 1, t(9): 1, t(13): 1}
go(lambda: t(k1=1, **three))
go(lambda: t(**{t(1): 1}, **three))
go(lambda: t(**three, **{t(1): 1}))
go(lambda: t(**three, **{t(1): 1, t(9): 1}))
go(lambda: t(**three, k1=1, **{'k1': 2}))
go(lambda: t(**three, k1=1, **{t(2): 0, 'k1': 2}))
for make in D, I:
    go(lambda: t(k1=1, **make(k1=2)))
    go(lambda: out(name_of(dict(k1=1, **make(k2=2)))))
go(lambda: out(name_of(dict(**{S('a'): 1, S('b'): 2}, **{S('c'): 3, S('d'): 4}))))
go(lambda: dict(**{S('a'): 1, S('b'): 2}, **{S('c'): 3, S('a'): 4}))
go(lambda: dict(**{S('a'): 1, S('b'): 2}, k1=1, **{S('c'): 3, 'k1': 4}))
mapping = {}
mapping.update({Grows('x'): 1})
go(lambda: t(**{S('a'): 1}, **mapping))
for error in KeyError(), KeyError(1), KeyError('k2'), KeyError(1, 2), AttributeError('k'), E(1):
    go(lambda: t(k1=1, **N(error)))
    go(lambda: t(k3=1, **N(error)))
    try:
        raise F
    except F:
        go(lambda: t(k3=1, **N(error)))
go(lambda: t(k1=1, **None))
go(lambda: t(**three))
go(lambda: t(*(), **three))
go(lambda: out(name_of(dict({S('a'): 1}, k1=2, **{S('c'): 3, S('d'): 4}))))
go(lambda: super(k1=1, **three))
go(lambda: t(1)(k1=1, **{'k1': 2}))
go(lambda: V(k1=1, **{'k1': 2}))
go(lambda: type('', (), {'__call__': t, '__str__': lambda self: 'shown'})()(k1=1, **{'k1': 2}))
def gen1():
    t(**{S('a'): 1, (yield): 2}, **{S('c'): 3, (yield): 4}, k1=(yield), **{S('k1'): (yield)})
def gen2():
    class C(k1=1, **{S('c'): 3, (yield): 4}, **{S('k1'): (yield)}): pass
for gen in gen1, gen2:
    o = gen()
    step(o, 'send', None)
    step(o, 'send', t(5))
    step(o, 'send', S('c'))
    step(o, 'send', t(9))
    step(o, 'send', t(13))
