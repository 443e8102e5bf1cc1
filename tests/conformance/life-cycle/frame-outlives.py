# ---
# description: The frame of a suspended generator that is kept has its variables also when the generator is gone.
# rule: lifecycle/closed
# features: [generator, frames, finalisation]
# min-python: 3.14
# ---
class Value:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(self.name, "goes")


def g(name):
    value = Value(name)
    yield


def cleaning(name):
    value = Value(name)
    try:
        yield
    finally:
        cleaned = True


def kept(make, name, end):
    it = make(name)
    next(it)
    frame = it.gi_frame
    try:
        end(it)
    except KeyError:
        pass
    del it
    print(name, sorted(frame.f_locals), frame.f_locals["value"].name)


for make in g, cleaning:
    kept(make, "dropped", lambda it: None)
    kept(make, "closed", lambda it: it.close())
    kept(make, "thrown into", lambda it: it.throw(KeyError))
