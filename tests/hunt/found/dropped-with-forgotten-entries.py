# What the frames keep whose entries 3.11 forgets is dropped there, before the exception is handled.  Seed 8024729.
async def agen0(*args, **kwargs):
    yield 151
async def coro2():
    try:
        raise E
    finally:
        try:
            raise F
        finally:
            return {await t(286) async for j in agen0()}
hooks = Hooks()
sys.set_asyncgen_hooks(None, hooks.final)
o = coro2()
step(o, 'send', None)
step(o, 'throw', B('b'))
async def coro3():
    try:
        raise E
    finally:
        [await t(286) async for j in agen0()]
o = coro3()
step(o, 'send', None)
step(o, 'throw', B('b'))
async def coro4():
        [await t(286) async for j in agen0()]
o = coro4()
step(o, 'send', None)
step(o, 'throw', B('b'))
async def agen1(*args, **kwargs):
    yield 151

async def coro5(*args, **kwargs):
    c.x, c = await t(152)

async def coro6(b, *args, **kwargs):
    try:

        @await w(b, 181)
        def inner180():
            None
    finally:
        try:
            b *= await coro5(await t(275))
        finally:
            return {await t(286) async for j in agen1()}
hooks = Hooks()
sys.set_asyncgen_hooks(None, hooks.final)
o = coro6(None)
step(o, 'send', None)
step(o, 'throw', E)
step(o, 'send', None)
step(o, 'send', None)
step(o, 'send', None)
step(o, 'send', None)
step(o, 'throw', B('b'))
