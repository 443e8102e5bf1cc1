import asyncio, sys
async def main():
    p = await asyncio.create_subprocess_exec(sys.executable, "-c", "import sys\nfor i in range(40000): print('x'*80)", stdout=asyncio.subprocess.PIPE)
    await p.wait()
    print("over")
asyncio.run(main())
