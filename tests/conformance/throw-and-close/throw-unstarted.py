# ---
# description: Throwing into a just-created object ends it without running anything.
# rule: throw/unstarted
# features: [generator, coroutine, async-generator]
# ---

def g():
    try:
        yield
    finally:
        print("never")


async def c():
    try:
        pass
    finally:
        print("never")


it, co = g(), c()
for o in (it, co):
    try:
        o.throw(KeyError("k"))
    except KeyError as error:
        print(repr(error))
print(it.gi_frame, co.cr_frame)
