# An asynchronous generator that was handed to the hook, and then dropped, keeps nothing.  Seed 6204806.
async def agen0(*args, **kwargs):
    try:
        None[(yield 1)] *= None
    except k(23):
        None

async def agen1(*args, **kwargs):
    try:
        {None async for j, in agen0()}
    except k(39):
        (yield None)[t] = await t(41)
hooks = Hooks()
sys.set_asyncgen_hooks(None, hooks.final)
o = agen1()
p = step(o, '__anext__')
step(p, 'send', None)
del o, p
drain(hooks.kept.pop())
t(1)
drain(hooks.kept.pop())
t(2)


async def agen2():
    try:
        raise KeyError(1)
    except KeyError:
        try:
            yield 1
        except GeneratorExit:
            exc()
            await t(41)
            exc()
            raise
        finally:
            exc()


o = agen2()
drain(o.asend(None))
del o
finish(hooks)
