# ---
# description: Closing a just-created coroutine neither runs it nor warns.
# rule: coroutine/close
# features: [coroutine, stderr]
# ---

async def c():
    print("never")


o = c()
print(o.close())
del o
