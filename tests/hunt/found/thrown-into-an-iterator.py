# What has been thrown into an asynchronous iterator does not keep it.  Seed 6217610.
async def agen1(a, *args, **kwargs):
    await a
    yield 5

async def coro2(*args):
    try:
        r(1)
    except E:
        async for q in agen1(t(338)):
            0
            q()
    finally:
        t(569)
hooks = Hooks()
sys.set_asyncgen_hooks(None, hooks.final)
o = coro2(None)
step(o, 'send', None)
step(o, 'send', None)
step(o, 'throw', E)
