# ---
# description: close of what has not begun, and of what has ended.
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
