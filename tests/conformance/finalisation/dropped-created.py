# ---
# description: A just-created generator is dropped without a message.
# rule: drop/created
# features: [generator, finalisation, weakref]
# ---

import weakref


def g():
    try:
        yield
    finally:
        print("never")


it = g()
gone = weakref.ref(it, lambda _: print("gone"))
del it
