"""``__static_attributes__``: which assignments to ``self`` count (3.13)."""


class S:
    def private(self):
        self.__private = self._S__z = 1
        self.a.b = other.c = self.item[0] = 1
        del self.gone
        self.added += 1

    def other(me):
        me.x = 1

    def annotated(self):
        self.without: int
        self.valued: int = 1

    if 1:

        async def conditional(self):
            self.conditional = await 1

    key = lambda self: [0 for self.comprehended in ()]

    def generator(self):
        self.received = yield
        with a as (self.first, [*self.rest]):
            pass
        for self.item in b:
            yield

        def inner():
            self.inner = 1

        class Local:
            def method(self):
                self.local = 1

    class Nested:
        def method(self):
            self.nested = 1

    for _ in ():
        self.body = 1


print(getattr(S, "__static_attributes__", None), getattr(S.Nested, "__static_attributes__", None))
