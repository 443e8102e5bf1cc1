# ---
# description: A suspended generator in a cycle is closed by the collector.
# rule: drop/closed
# features: [generator, finalisation]
# ---

import gc


def g():
    try:
        yield
    finally:
        print("finally")


def cycle():
    it = g()
    next(it)
    box = [it]
    box.append(box)


cycle()
print("collecting")
gc.collect()
print("collected")
