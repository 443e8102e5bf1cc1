"""Code objects of functions that suspend are keys of a dict, as in a profiler, also when the function has been destroyed."""


def unchanged(function):
    return function


def made():
    @unchanged
    def items():
        yield

    return items()


def expression():
    return (x for x in "a")


for make in made, expression:
    o = make()
    calls = {o.gi_code: 1}
    next(o)
    print(calls[o.gi_code], calls[o.gi_frame.f_code], hash(o.gi_code) == hash(o.gi_frame.f_code))
