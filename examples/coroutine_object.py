import asyncio


# This is a coroutine function
async def process_data():
    # The 'await' keyword yields control back to the event loop
    await asyncio.sleep(1)
    return "Success"


# Calling the function returns a coroutine object; it does NOT execute the body
coro_object = process_data()
print(type(coro_object))  # <class 'coroutine'>


# Cleanly discard the unawaited coroutine to prevent a RuntimeWarning

# when the object is garbage collected by the Python interpreter.
coro_object.close()
