"""Which builtins code sees that is run by `exec` and `eval`, or in functions made by hand."""

import builtins, types
ns = {}
exec("def f(): return len([1])\nx = len([1, 2])", ns)
print(type(ns['__builtins__']), ns['__builtins__'] is builtins.__dict__, ns['x'])
builtins.len = lambda v: 99
print(ns['f'](), eval("len([])", {}), eval("len([])"))
m = {}
list(map(exec, ["y = len([])"], [m])); print(m['y'], m['__builtins__'] is builtins.__dict__)
builtins.brandnew = 5
print(eval("brandnew", {}), ns['f'].__globals__['__builtins__'] is builtins.__dict__)
custom = {'__builtins__': {'len': lambda v: 'custom', 'exec': exec, 'dict': dict, 'print': print}}
exec("d = {}\nexec('z = len(1)', d)\nprint(d['z'], d['__builtins__'] is __builtins__)", custom)
class D(dict):
    def __contains__(self, k): print('contains', k); return False
    def __setitem__(self, k, v): print('set', k); dict.__setitem__(self, k, v)
d = D(); exec("q = 1", d); print(sorted(d))

f = types.FunctionType(compile("len([])", "", "eval"), {}); print(f())
f = types.FunctionType((lambda: len([])).__code__, {}); print(f(), f.__builtins__ is builtins.__dict__)
f = types.FunctionType((lambda: (yield len([]))).__code__, {}); print(next(f()))
del builtins.brandnew
try: eval("brandnew", {})
except NameError as e: print(e)
