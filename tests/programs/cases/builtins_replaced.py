"""Builtins that the program replaces: the interpreter itself does not ask them."""

import builtins, asyncio
orig = {n: getattr(builtins, n) for n in dir(builtins)}
def swap(name, value):
    B[name] = value
B = builtins.__dict__
def back(name): B[name] = orig[name]
def gen():
    try:
        x = yield len([1])
        yield x
    finally:
        print('fin')
async def co():
    async with CM() as c:
        await asyncio.sleep(0)
        return [x async for x in ag()]
class CM:
    async def __aenter__(self): return 1
    async def __aexit__(self, *a): return None
async def ag():
    yield 1
    yield 2
names = 'len isinstance type iter next dict list tuple set frozenset getattr setattr hasattr issubclass zip range enumerate any all sorted reversed map callable repr str int id hash print vars locals globals super property staticmethod classmethod object BaseException Exception StopIteration GeneratorExit KeyError ValueError TypeError RuntimeError AssertionError NameError StopAsyncIteration __import__ __build_class__ compile exec eval min max sum bool bytes iter format dir'.split()
import warnings; warnings.simplefilter("ignore")
for n in names:
    calls = []
    def f(*a, **k):
        calls.append(n)
        raise orig['ZeroDivisionError'](n)
    p = orig['print']
    swap(n, f)
    try:
        g = gen()
        try:
            r = g.send(None), g.send(5)
        except ZeroDivisionError as e:
            r = 'zde'
        try: orig["type"](g).close(g)
        except ZeroDivisionError: pass
        try:
            c = co(); c.send(None); c.close()
        except ZeroDivisionError as e:
            r = r, 'zde2'
        def fun(a, b=1, *c, d, **e): return a
        try: fun(1, d=2, **{'z': 3})
        except ZeroDivisionError: r = r, 'zde3'
        try:
            class A:
                x = 1
                def m(self): return self.x
            A().m()
        except ZeroDivisionError: r = r, 'zde4'
        try:
            import json
        except ZeroDivisionError: r = r, 'zde5'
        try:
            assert 0, 'x'
        except AssertionError as e: r = r, 'ae'
        except ZeroDivisionError: r = r, 'zde6'
        try: undefined_name
        except NameError: r = r, 'ne'
        except Exception as e: r = r, type(e).__name__
        [x for x in (1, 2)]; {x: 1 for x in (1,)}; {x for x in (1,)}; list2 = [*(1, 2)]; f'{1!r:>3}'
        match [1, 2]:
            case [a, b]: pass
        match {'a': 1}:
            case {'a': z, **rest}: pass
    except BaseException as e:
        try: r = 'out', type(e), e
        except BaseException: r = 'broken'
    finally:
        back(n)
    print(n, r if n != 'id' else 0, len(calls))
