# ---
# description: gi_frame, gi_running, gi_suspended and gi_yieldfrom from creation to the end.
# rule: lifecycle/attributes
# features: [generator, inspect]
# min-python: 3.11
# ---

def inner():
    yield 1


def g():
    print("inside", me.gi_running, me.gi_suspended, me.gi_yieldfrom)
    yield from delegate
    yield 2


def show():
    print(me.gi_frame is None, me.gi_running, me.gi_suspended, me.gi_yieldfrom is delegate)


delegate = inner()
me = g()
show()
next(me)
show()
next(me)
show()
next(me, None)
show()
