# ---
# description: Writing to f_locals of a suspended generator.
# rule: versions/write-through-locals
# features: [generator, frames]
# ---

def g():
    x = 1
    yield x
    yield x


it = g()
next(it)
it.gi_frame.f_locals["x"] = 2
print(next(it), it.gi_frame.f_locals["x"])
