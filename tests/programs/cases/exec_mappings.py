"""Namespaces of the program's own for `exec` and `eval`."""

class M:
    def __getitem__(self, key):
        if key == 'a': return 12
        raise KeyError
    def __setitem__(self, key, value): self.results = (key, value)
    def keys(self): return list('xyz')
m = M(); g = globals()
exec('z = a', g, m); print(m.results)
try: exec('z = b', g, m)
except NameError: print("NameError")
exec('z = dir()', g, m); print(m.results)
exec('z = globals()', g, m); print(m.results[0], m.results[1] is g)
exec('z = locals()', g, m); print(m.results[0], m.results[1] is m)
class A: pass
m = A()
try: exec('z = b', g, m)
except TypeError as e: print(e)
class D(dict):
    def __getitem__(self, key):
        if key == 'a': return 12
        return dict.__getitem__(self, key)
d = D(); exec('z = a', g, d); print(d['z'])
try: eval('x', g, 5)
except TypeError as e: print(e)
class L:
    def __getitem__(self, k): raise KeyError(k, 'mine')
    def __delitem__(self, k): raise KeyError('no', k)
l = L()
try: exec('del q', g, l)
except NameError as e: print(repr(e), repr(e.__context__))
try: exec('qqq', g, l)
except NameError as e: print(repr(e), repr(e.__context__))
class L2:
    def __getitem__(self, k): raise ValueError(k)
    def __setitem__(self, k, v): raise IndexError(k)
for s in 'a', 'a=1', '[a for a in (1,)]', 'import sys', 'def f(): pass', 'for i in [1]: pass','del a':
    try: exec(s, g, L2())
    except Exception as e: print(s, repr(e))
def gen():
    yield 1
try: exec('[x for x in q]', g, M())
except NameError as e: print(e)


class Odd:
    """A mapping that nobody may ask for its length or truth."""

    def __getitem__(self, key):
        print("item", key)
        return 5

    def __iter__(self):
        raise AssertionError("iterated")

    def __len__(self):
        raise NotImplementedError

    def __bool__(self):
        raise AssertionError("truth")


print(eval("a + 1", {"__builtins__": {}}, Odd()))
print(eval(compile("a + 1", "<s>", "eval"), {"__builtins__": {}}, Odd()))
for empty in ({}, None):
    try:
        exec("print(sorted(locals()))", {}, empty)
    except TypeError as error:
        print(error)
