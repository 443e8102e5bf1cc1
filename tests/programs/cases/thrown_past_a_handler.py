"""What a frame handles is not handled where something is thrown into what it awaits."""

import asyncio, sys, traceback
def exc(): return repr(sys.exc_info()[1])
class P:
    def __await__(self):
        try: yield 1
        except ValueError: print('P', exc())
        print('P after', exc())
        yield 2
        print('P then', exc())
async def inner():
    try:
        await P()
    except KeyError as e:
        print('inner caught', repr(e), repr(e.__context__))
    print('inner after', exc())
    try: raise IndexError
    except IndexError as e: print('ctx', repr(e.__context__))
    await P()
    raise OSError
async def outer():
    try:
        1 / 0
    except ZeroDivisionError:
        print('outer', exc())
        try:
            await inner()
        finally:
            print('outer fin', exc())
def gen():
    try: raise TypeError
    except TypeError:
        yield from igen()
def igen():
    try: yield 1
    except ValueError: pass
    print('igen', exc())
    try: yield 2
    finally: print('igen fin', exc())
for kind, first, errs in ((outer, 'send', (ValueError, KeyError, ValueError, KeyError, LookupError)), (gen, 'send', (ValueError, KeyError))):
    o = kind()
    o.send(None)
    try:
        for e in errs:
            print('throw', e.__name__, o.throw(e))
    except BaseException as e:
        traceback.print_exception(e, file=sys.stdout)
    try: o.send(None)
    except BaseException as e: print(repr(e))
async def child():
    try: await asyncio.sleep(10)
    except asyncio.CancelledError:
        print('child', exc()); 
    print('child after', exc())
    await asyncio.sleep(0)
    print('child later', exc())
    raise ValueError('child')
async def main():
    async def parent():
        try: raise TypeError('parent')
        except TypeError:
            await child()
    t = asyncio.create_task(parent()); await asyncio.sleep(0); t.cancel()
    try: await t
    except ValueError as e: print(repr(e), repr(e.__context__), repr(e.__context__.__context__))
asyncio.run(main())
