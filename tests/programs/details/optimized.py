src = '''
"""doc"""
async def v(x): print("v", x); return x
async def f():
  """d"""
  assert await v(0), await v("x")
  if __debug__: print("debug", await v(1))
  else: print("not")
  while __debug__:
     await v("w"); break
  return __debug__ and await v(3), [__debug__ for _ in "a" if await v(__debug__)]
async def g():
   "only doc"
async def h():
   assert await v(0)
def k():
   assert 0, (yield 1)
   x = yield __debug__
   match __debug__:
      case True: yield "T"
      case False: yield "F"
'''
for o in (0, 1, 2, -1):
    ns = {}
    exec(compile(src, "<o>", "exec", optimize=o), ns)
    for n in "fgh":
        try:
            ns[n]().send(None)
        except StopIteration as e:
            print(o, e.value)
        except AssertionError as e:
            print(o, repr(e))
        print(ns[n].__doc__, ns[n].__code__.co_name)
    k = ns["k"]()
    try:
        print(list(k))
    except AssertionError as e:
        print(e)
