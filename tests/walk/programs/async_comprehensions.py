import asyncio
async def ag(k):
    yield k
    yield k + 10
async def main():
    fs = []
    for j in range(2):
        fs.append([lambda: (x, j) async for x in ag(j)])
    print([f() for l in fs for f in l])
    print([list(y + x for y in range(2)) async for x in ag(1)])
    r = [(x := i) async for i in ag(5)]
    print(r, x)
    print({k: (lambda v=k: v)() async for k in ag(1)}, [[z for z in range(q)] async for q in ag(1)])
asyncio.run(main())
