# ---
# description: super() without arguments in each kind of method.
# rule: class/super
# features: [generator, coroutine, async-generator]
# ---

class A:
    def g(self):
        yield "A.g"

    async def c(self):
        return "A.c"

    async def a(self):
        yield "A.a"


class B(A):
    def g(self):
        yield from super().g()
        yield __class__.__name__

    async def c(self):
        return await super().c()

    async def a(self):
        async for item in super().a():
            yield item


async def main():
    b = B()
    print(list(b.g()), await b.c(), [item async for item in b.a()])


try:
    main().send(None)
except StopIteration:
    pass
