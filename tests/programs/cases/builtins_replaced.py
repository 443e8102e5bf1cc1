"""A program that replaces or deletes builtins disturbs what compiles its texts no more than under CPython."""
import builtins
for name in ("len", "isinstance", "type", "enumerate", "sorted", "getattr"):
    real=getattr(builtins,name)
    def bad(*a, **k): raise RuntimeError("mine")
    setattr(builtins,name,bad)
    try: r = eval("(lambda: [1, 2, *(3,)])()")
    finally: setattr(builtins,name,real)
    print(name, r)
    setattr(builtins,name,bad)
    try: exec("async def f():\n  async with g() as x: return [await y async for y in x]")
    finally: setattr(builtins,name,real)
del builtins.len
x = eval("1+1")
try: len
except NameError as e: print(e, x)
