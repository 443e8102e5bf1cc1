# ---
# description: A generator expression calls iter on its iterable once.
# rule: comprehension/source
# features: [generator, comprehension]
# ---
class Iterator:
    def __init__(self, stop):
        self.value, self.stop = 0, stop

    def __next__(self):
        if self.value == self.stop:
            raise StopIteration
        self.value += 1
        return self.value


class Iterable:
    def __iter__(self):
        print("asked for an iterator")
        return Iterator(2)


class Counting(Iterator):
    def __iter__(self):
        print("the iterator is asked for one")
        return self


class Counted:
    def __iter__(self):
        return Counting(2)


it = (n for n in Iterable())
print("made")
try:
    print(list(it))
except TypeError as error:
    print(error)
print(list(n for n in Counted()))
print(list((n, m) for n in Counted() for m in Counted()))
