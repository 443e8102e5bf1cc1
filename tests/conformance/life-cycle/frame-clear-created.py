# ---
# description: frame.clear() of a just-created generator ends it.
# rule: frame/clear
# features: [generator, frames]
# ---

def g():
    yield 1


it = g()
it.gi_frame.clear()
print(list(it))
