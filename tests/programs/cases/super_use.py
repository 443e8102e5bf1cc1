"""super() in methods, class methods, nested functions and diamonds."""


class Root:
    def __init__(self, **kw):
        print("Root", kw)

    def who(self):
        return ["Root"]

    @classmethod
    def make(cls):
        return cls.__name__


class Left(Root):
    def __init__(self, left=0, **kw):
        print("Left", left)
        super().__init__(**kw)

    def who(self):
        return ["Left", *super().who()]


class Right(Root):
    def __init__(self, right=0, **kw):
        print("Right", right)
        super().__init__(**kw)

    def who(self):
        return ["Right", *super(Right, self).who()]

    @classmethod
    def make(cls):
        return "made " + super().make()


class Both(Left, Right):
    def who(self):
        nested = lambda: super(Both, self).who()
        return ["Both", *nested(), *[super(Both, self).make() for _ in range(1)]]

    def klass(self):
        return __class__.__name__

    @property
    def prop(self):
        return super().who()

    @staticmethod
    def bad():
        return super().who()


b = Both(left=1, right=2)
print(b.who(), b.klass(), Both.make(), b.prop, [c.__name__ for c in Both.__mro__])
try:
    Both.bad()
except RuntimeError as error:
    print(error)


def no_class(self):
    return super().who()


Both.added = no_class
try:
    b.added()
except RuntimeError as error:
    print(error)


def gen(self):
    yield from [1]


class G(Root):
    def who(self):
        yield super().who()
        yield [x for x in super().who()]


print(list(G().who()))
super(int, "x")
