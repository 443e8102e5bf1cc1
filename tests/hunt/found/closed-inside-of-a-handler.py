# GeneratorExit closes the delegate before the frame is resumed: what the frame handles is no context.  Seed 5001846.
async def coro1(*args, **kwargs):
    try:
        None(await Bare(1))
    finally:
        exc()


async def coro2(*args, **kwargs):
    try:
        await coro1()
    except await w(k(117), 118):
        (await coro1()).made *= None


for arguments in (GeneratorExit,), (GeneratorExit(1),), (E,):
    o = coro2()
    for i in range(3):
        step(o, "send", None)
    step(o, "throw", *arguments)
o = coro2()
for i in range(3):
    step(o, "send", None)
try:
    None()
except TypeError:
    step(o, "close")
