"""The frame of a closed generator keeps its variables until it is cleared."""


class Held:
    def __del__(self):
        print("freed")


def generator(held):
    x = 1
    yield x


it = generator(Held())
next(it)
frame = it.gi_frame
it.close()
print(sorted(frame.f_locals))
frame.clear()
print(frame.f_locals)
