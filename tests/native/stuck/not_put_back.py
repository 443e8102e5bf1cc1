import asyncio
class Pool:
    def __init__(self, n):
        self.free = asyncio.Queue()
        for i in range(n):
            self.free.put_nowait(f"conn{i}")
    async def query(self, text):
        conn = await self.free.get()
        await asyncio.sleep(0.002)
        if "bad" in text:
            raise ValueError(text)      # mistake: the connection is not put back
        self.free.put_nowait(conn)
        return text
async def handler(pool, n):
    try:
        return await pool.query("bad" if n % 5 == 0 else "good")
    except ValueError:
        return None
async def main():
    pool = Pool(2)
    for n in range(20):
        await handler(pool, n)
    print("done")
asyncio.run(main())
