"""Bases that are not classes."""


class Stand:
    def __init__(self, *bases):
        self.bases = bases

    def __mro_entries__(self, bases):
        print("entries", len(bases))
        return self.bases


class A:
    pass


class B(Stand(A), Stand()):
    pass


print(B.__bases__, len(B.__orig_bases__))


class C:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


print(C[int], C[1, 2])
list[int][0]
