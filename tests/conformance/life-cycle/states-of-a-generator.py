# ---
# description: The states of a generator, from outside and from inside.
# rule: lifecycle/resume
# features: [generator, inspect]
# ---

from inspect import getgeneratorstate as state


def g():
    print(state(me))
    yield
    print(state(me))


me = g()
print(state(me))
next(me)
print(state(me))
next(me, None)
print(state(me))
