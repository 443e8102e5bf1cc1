# ---
# description: A wrong call fails at the call, not at the first resumption.
# rule: call/arguments
# features: [generator, coroutine, async-generator, messages]
# ---

def g(a, *, b):
    yield


async def c(a, /):
    pass


async def ag(a, **kw):
    yield


for call in (lambda: g(1), lambda: c(a=1), lambda: ag(), lambda: g(1, 2, b=3)):
    try:
        call()
    except TypeError as error:
        print(error)
