# ---
# description: Closing a coroutine that has not begun neither runs nor warns.
# rule: coroutine/close
# features: [coroutine, stderr]
# ---

async def c():
    print("never")


o = c()
print(o.close())
del o
