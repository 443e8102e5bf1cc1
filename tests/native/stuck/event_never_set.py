import asyncio

class Node:
    def __init__(self, name):
        self.name, self.up = name, asyncio.Event()

    async def run(self, after):
        if after is not None:
            await after.up.wait()
        await asyncio.sleep(0.01)
        if self.name != "db":  # BUG: the database forgets it
            self.up.set()

async def main():
    db, web = Node("db"), Node("web")
    async with asyncio.TaskGroup() as group:
        group.create_task(db.run(None), name="db")
        group.create_task(web.run(db), name="web")

asyncio.run(main())
