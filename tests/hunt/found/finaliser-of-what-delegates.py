# What an asynchronous generator awaits belongs to its frame, once the finaliser has been asked.  Seed 2055272.
async def agen1(*args, **kwargs):
    try:
        0()[(yield)] = None
    finally:
        [q async for q in t(70)]


def forget(generator):
    out("asked for", generator.__name__)


sys.set_asyncgen_hooks(None, forget)
o = agen1()
p = step(o, "__anext__")
step(p, "send", None)
del o, p
out("later")
