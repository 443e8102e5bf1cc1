What cannot be awaited, iterated or entered.
#: await-int
import asyncio
async def main(): await 1
asyncio.run(main())
#: await-none
import asyncio
async def main():
    await print("x")
asyncio.run(main())
#: await-function
import asyncio
async def f(): pass
async def main(): await f
asyncio.run(main())
#: await-generator
async def main(): await (x for x in [])
main().send(None)
#: await-async-generator
async def g(): yield
async def main(): await g()
main().send(None)
#: await-list
async def main(): await [1, 2]
main().send(None)
#: await-class
class A: pass
async def main(): await A
main().send(None)
#: await-returns-int
class A:
    def __await__(self): return 1
async def main(): await A()
main().send(None)
#: await-returns-coroutine
async def f(): pass
class A:
    def __await__(self): return f()
async def main(): await A()
main().send(None)
#: await-returns-list
class A:
    def __await__(self): return [1]
async def main(): await A()
main().send(None)
#: await-raises
class A:
    def __await__(self): raise KeyError("in __await__")
async def main(): await A()
main().send(None)
#: await-none-method
class A:
    __await__ = None
async def main(): await A()
main().send(None)
#: iterate-coroutine
async def f(): pass
list(f())
#: next-coroutine
async def f(): pass
next(f())
#: yield-from-coroutine
async def f(): pass
def g(): yield from f()
next(g())
#: iterate-async-generator
async def g(): yield
for x in g(): pass
#: yield-from-async-generator
async def g(): yield
def h(): yield from g()
next(h())
#: yield-from-int
def g(): yield from 1
next(g())
#: async-for-list
async def main():
    async for x in [1]: pass
main().send(None)
#: async-for-no-anext
class A:
    def __aiter__(self): return self
async def main():
    async for x in A(): pass
main().send(None)
#: async-for-bad-anext
class A:
    def __aiter__(self): return self
    def __anext__(self): return 1
async def main():
    async for x in A(): pass
main().send(None)
#: async-for-coroutine-aiter
class A:
    async def __aiter__(self): return self
async def main():
    async for x in A(): pass
main().send(None)
#: async-comprehension-list
async def main(): [x async for x in [1]]
main().send(None)
#: async-genexp-list
async def main(): (x async for x in [1])
main().send(None)
#: async-with-plain
class A: pass
async def main():
    async with A(): pass
main().send(None)
#: async-with-sync-manager
class A:
    def __enter__(self): pass
    def __exit__(self, *a): pass
async def main():
    async with A(): pass
main().send(None)
#: with-plain
class A: pass
with A(): pass
#: with-async-manager
class A:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): pass
with A(): pass
#: async-with-half
class A:
    async def __aenter__(self): pass
async def main():
    async with A(): pass
main().send(None)
#: with-half
class A:
    def __enter__(self): pass
with A(): pass
#: aenter-int
class A:
    def __aenter__(self): return 1
    async def __aexit__(self, *a): pass
async def main():
    async with A(): pass
main().send(None)
#: aexit-int
class A:
    async def __aenter__(self): pass
    def __aexit__(self, *a): return 1
async def main():
    async with A(): pass
main().send(None)
#: aexit-int-after-error
class A:
    async def __aenter__(self): pass
    def __aexit__(self, *a): return 1
async def main():
    async with A(): 1 / 0
main().send(None)
#: aiter-int
aiter(1)
#: anext-int
anext(1)
#: aiter-bad
class A:
    def __aiter__(self): return 1
aiter(A())
#: anext-default-bad
class A:
    def __anext__(self): return 1
async def main(): await anext(A(), 0)
main().send(None)
#: async-generator-len
async def g(): yield
len(g())
#: async-generator-next
async def g(): yield
next(g())
#: async-generator-contains
async def g(): yield 1
1 in g()
#: unpack-async-generator
async def g(): yield 1
[*g()]
#: await-in-sync-callback
import asyncio
async def main():
    return sum([await x for x in [asyncio.sleep(0, 1), asyncio.sleep(0, "a")]])
asyncio.run(main())
