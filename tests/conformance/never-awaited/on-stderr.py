# ---
# description: The warning as it is printed.
# rule: coroutine/never-awaited
# features: [coroutine, warnings, finalisation, stderr]
# ---

async def f():
    pass


def forget():
    f()


forget()
print("goes on")
