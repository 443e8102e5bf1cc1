import asyncio
import pdb


async def inner(y):
    z = y * 2
    await asyncio.sleep(0.001)
    return z


async def outer(a):
    x = a
    pdb.Pdb(nosigint=True, readrc=False).set_trace()
    r = await inner(x)
    await asyncio.sleep(0)
    q = r + await inner(r)
    return q


print(asyncio.run(outer(5)))
