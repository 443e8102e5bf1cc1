import asyncio


async def crawl(queue, seen):
    while True:
        page = await queue.get()
        for link in (page * 2, page * 2 + 1):
            if link < 200 and link not in seen:
                seen.add(link)
                await queue.put(link)
        queue.task_done()


async def main():
    queue, seen = asyncio.Queue(maxsize=4), set()
    workers = [asyncio.create_task(crawl(queue, seen), name=f"crawl-{n}") for n in range(2)]
    await queue.put(1)
    await queue.join()
    for each in workers:
        each.cancel()
    print(len(seen))


asyncio.run(main())
