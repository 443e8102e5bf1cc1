# ---
# description: Until 3.13 the frame that throws into a delegate of another class is not an outer frame of its throw method.
# rule: frame/throwing
# features: [generator, yield-from, frames]
# min-python: 3.11
# ---

import sys


class Delegate:
    def __iter__(self):
        return self

    def __next__(self):
        pass

    def throw(self, raised):
        frame, names = sys._getframe(1), []
        while frame is not None:
            names.append(frame.f_code.co_name)
            frame = frame.f_back
        print(names[:-1])
        raise raised


def inner():
    yield from Delegate()


def outer():
    yield from inner()


for make in inner, outer:
    g = make()
    next(g)
    try:
        g.throw(KeyError("thrown"))
    except KeyError as error:
        entry, names = error.__traceback__.tb_next, []
        while entry is not None:
            names.append(entry.tb_frame.f_code.co_name)
            entry = entry.tb_next
        print(names)
