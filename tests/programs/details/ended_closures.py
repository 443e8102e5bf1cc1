"""Code that is compiled while the program runs, and whose objects with captured variables have ended, leaves nothing behind."""

import gc
import weakref

SOURCE = """
def outer(x):
    def generator():
        yield x

    async def coroutine():
        return x

    return generator, coroutine


generator, coroutine = outer(value)
list(generator())
kept = coroutine()
try:
    kept.send(None)
except StopIteration:
    pass
"""


class Value:
    pass


seen = []
for _ in range(3):
    names = {"value": Value()}
    seen.append(weakref.ref(names["value"]))
    exec(SOURCE, names)
    del names
gc.collect()
print([each() is None for each in seen])


def functions():
    gc.collect()
    return len([o for o in gc.get_objects() if type(o).__name__ == "function"])


before = functions()
for _ in range(50):
    exec(SOURCE, {"value": Value()})
print(functions() - before < 5)
