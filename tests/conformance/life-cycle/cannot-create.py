# ---
# description: The types cannot be instantiated.
# rule: lifecycle/attributes
# features: [generator, coroutine, async-generator, messages]
# ---

def g():
    yield


async def c():
    pass


o = c()
for kind in (type(g()), type(o)):
    try:
        kind()
    except TypeError as error:
        print(error)
o.close()
