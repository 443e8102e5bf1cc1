# ---
# description: close of a just-created object, and of a closed one.
# rule: close/created
# features: [generator, coroutine]
# ---

def g():
    print("never")
    yield


async def c():
    print("never")


for o in (g(), c()):
    print(o.close(), o.close())
