import asyncio

async def compute_value():
    await asyncio.sleep(1) # Suspension point 1
    return 42

async def main():
    # Awaiting the coroutine object drives it to completion
    # and extracts the underlying return value.
    result = await compute_value() # Suspension point 2
    print(result)


# asyncio.run() initializes the event loop and executes the top-level coroutine
asyncio.run(main())
