# ---
# description: The iterable of a generator expression when f_locals has a new value for .0.
# rule: comprehension/source
# features: [generator, comprehension, frames]
# min-python: 3.14
# ---


def other(value):
    it = (n for n in [1, 2])
    it.gi_frame.f_locals[".0"] = value
    try:
        print(list(it))
    except TypeError as error:
        print(error)


other(iter([7, 8]))
other([7, 8])
other(5)
it = (n for n in [1, 2])
next(it)
it.gi_frame.f_locals[".0"] = iter([7, 8])
print(list(it))
