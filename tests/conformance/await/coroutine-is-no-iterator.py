# ---
# description: A coroutine can be neither iterated over nor unpacked.
# rule: await/wrapper
# features: [coroutine, messages]
# ---

async def c():
    pass


o = c()
for use in (iter, next, list, lambda o: [*o], lambda o: dict(**o)):
    try:
        use(o)
    except TypeError as error:
        print(error)
try:
    for _ in o:
        pass
except TypeError as error:
    print(error)
o.close()
