# An asynchronous generator that its hook lets go: its variables are freed before its delegate, until 3.13.  Seed 94002122.
async def agen0(*args, **kwargs):
    yield None

async def agen2(*args, **kwargs):
    t(47)[(yield)] += await t(44)
    [await t(50) async for j in agen0()]
hooks = Hooks()
sys.set_asyncgen_hooks(None, hooks.final)
o = agen2()
p = step(o, '__anext__')
drain(p)
p = step(o, '__anext__')
step(p, 'send', None)
step(p, 'send', None)
step(p, 'send', None)
del o, p
finish(hooks)
