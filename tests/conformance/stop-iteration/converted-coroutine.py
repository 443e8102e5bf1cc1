# ---
# description: A coroutine converts StopIteration and lets StopAsyncIteration pass.
# rule: stop-iteration/coroutine
# features: [coroutine, messages]
# ---

async def c(error):
    raise error


for error in (StopIteration(1), StopAsyncIteration(2)):
    try:
        c(error).send(None)
    except (RuntimeError, StopAsyncIteration) as raised:
        print(repr(raised), repr(raised.__cause__))
