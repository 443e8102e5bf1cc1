# ---
# description: An exception is raised at each await of the chain, and closes each coroutine that it leaves.
# rule: await/exception
# features: [coroutine]
# ---

async def innermost(kind):
    raise kind("innermost")


async def between(kind, log):
    try:
        await innermost(kind)
    finally:
        log.append("between")


async def outer(kind, log):
    inner = between(kind, log)
    try:
        await inner
    except LookupError as error:
        log.append(repr(error))
    log.append(inner.cr_frame)
    return "caught"


for kind in (KeyError, ValueError):
    log = []
    coroutine = outer(kind, log)
    try:
        coroutine.send(None)
    except (StopIteration, ValueError) as error:
        print(repr(error), log, coroutine.cr_frame)
