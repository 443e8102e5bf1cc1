# ---
# description: Calling each kind of suspending function runs nothing of its body.
# rule: call/suspendable
# features: [generator, coroutine, async-generator]
# ---

def g():
    print("never")
    yield


async def c():
    print("never")


async def a():
    print("never")
    yield


coroutine = c()
print(type(g()).__name__, type(coroutine).__name__, type(a()).__name__)
coroutine.close()
