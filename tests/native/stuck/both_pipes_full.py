import asyncio, sys
CODE = "import sys, time\nfor line in sys.stdin:\n  sys.stdout.write(line)\n"
async def main():
    p = await asyncio.create_subprocess_exec(sys.executable, "-c", CODE, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    for i in range(100000):
        p.stdin.write(b"line %d\n" % i)
        await p.stdin.drain()
    p.stdin.close()
    out = await p.stdout.read()
    print(len(out))
asyncio.run(main())
