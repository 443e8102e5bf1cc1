The rules about coroutines, where they strike late: in a module, in exec, in a decorated function.
#: in-module
print("before")
import helper
#+ helper.py
def f():
    await x
#: in-package
import package.inner
#+ package/__init__.py
print("package")
#+ package/inner.py
async def f():
    yield from x
#: in-exec
def f():
    exec("def g():\n    await x")
f()
#: in-eval
def f():
    eval("[x async for x in y]")
f()
#: in-compile-of-tree
import ast
tree = ast.parse("await x")
compile(tree, "from a tree", "exec")
#: in-importlib
import importlib
importlib.import_module("helper")
#+ helper.py
return 1
#: caught
try:
    import helper
except SyntaxError as e:
    print(e, e.filename.rpartition("/")[2], e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text), e.args[0])
#+ helper.py
x = 1
async for x in y: pass
#: logged
import traceback
try: exec("yield")
except SyntaxError: traceback.print_exc()
#: chained
try: import helper
except SyntaxError as e: raise ImportError("cannot load") from e
#+ helper.py
lambda: await x
#: during
try: 1 / 0
except ZeroDivisionError: exec("x y")
#: in-coroutine
import asyncio
async def main(): exec("await x")
asyncio.run(main())
#: in-generator
def g(): yield eval("1 +")
list(g())
#: in-group
errors = []
for text in ("await x", "x y", "'"):
    try: compile(text, "f", "exec")
    except SyntaxError as e: errors.append(e)
raise ExceptionGroup("all", errors)
#: noted
try: compile("await x", "f", "exec")
except SyntaxError as e:
    e.add_note("a note")
    raise
#: changed
try: compile("await x", "f", "exec")
except SyntaxError as e:
    e.lineno, e.text = 7, "other text"
    raise
#: made
raise SyntaxError("made", ("file", 1, 2, "text here", 1, 4))
#: subclass
class E(SyntaxError): pass
raise E("made", ("file", 1, 2, "text here", 1, 4))
#: in-thread
import threading
t = threading.Thread(target=exec, args=("await x",), name="T")
t.start()
t.join()
#: in-excepthook
import sys
sys.excepthook = lambda t, e, tb: exec("await y")
exec("await x")
#: after-output
import sys
sys.stdout.write("no newline")
exec("await x")
#: in-class-body
class C:
    exec("return")
#: in-decorator
def d(f): exec("nonlocal x")
@d
def f(): pass
#: in-del
class A:
    def __del__(self): exec("await x")
A()
print("after")
#: in-repr
class A:
    def __repr__(self): return eval("await x")
print(A())
#: main-of-package
import runpy
runpy.run_path("other.py")
#+ other.py
async with x: pass
