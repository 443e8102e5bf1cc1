"""Classes whose metaclass answers or refuses everything: CPython looks special methods up without asking it."""

import asyncio


class Any_(type):
    def __getattr__(cls, name):
        print("meta getattr", name)
        return lambda *a: 1


class Odd(metaclass=Any_):
    pass


async def main(what):
    try:
        if what == 0:
            await Odd()
        if what == 1:

            class A:
                def __await__(self):
                    return Odd()

            await A()
        if what == 2:
            async for x in Odd():
                pass
        if what == 3:
            async with Odd():
                pass
        if what == 4:

            class B:
                def __aiter__(self):
                    return Odd()

            async for x in B():
                pass
        if what == 5:

            class C:
                def __aiter__(self):
                    return self

                def __anext__(self):
                    return Odd()

            async for x in C():
                pass
    except TypeError as e:
        print(what, e)


def gen(what):
    try:
        if what == 0:
            yield from Odd()
        if what == 1:

            class A:
                def __iter__(self):
                    return Odd()

            yield from A()
        if what == 2:
            for x in Odd():
                yield x
        if what == 3:
            with Odd():
                yield 1
    except TypeError as e:
        print(what, e)


for i in range(6):
    try:
        main(i).send(None)
    except StopIteration:
        pass
for i in range(4):
    print(list(gen(i)))


class Meta2(type):
    def __getattribute__(cls, name):
        print("meta getattribute", name)
        return super().__getattribute__(name)


class Full(metaclass=Meta2):
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration(3)

    def __await__(self):
        return self

    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration

    async def __aenter__(self):
        return self

    async def __aexit__(self, *a):
        return True


async def full():
    print(await Full())
    async for x in Full():
        pass
    async with Full():
        1 / 0


def gfull():
    x = yield from Full()
    for y in Full():
        yield y
    print(x)


try:
    full().send(None)
except StopIteration:
    pass
print(list(gfull()))


class M(type):
    def __eq__(cls, o):
        raise RuntimeError("meq")

    def __hash__(cls):
        raise RuntimeError("mhash")


class It(metaclass=M):
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration(7)
        return self.n

    def __await__(self):
        self.n += 3
        return self

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.n += 1
        if self.n > 3:
            raise StopAsyncIteration
        return self

    async def __aenter__(self):
        return self

    async def __aexit__(self, *a):
        return False


class E(Exception, metaclass=M):
    pass


def g():
    for x in It():
        yield x
    r = yield from It()
    yield r
    try:
        yield It()
    except E as e:
        yield type(e).__name__


async def main():
    print(await It())
    print([type(x).__name__ async for x in It()])
    async with It() as i:
        print(i.n)
    try:
        async with It():
            raise E
    except E:
        print("E")
    async for x in It():
        print(x.n)
    try:
        await It
    except TypeError as e:
        print(e)

    async def raises():
        raise E

    print(type((await asyncio.gather(raises(), return_exceptions=True))[0]) is E)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(raises())
    except* E as e:
        print(len(e.exceptions))


def drive():
    x = g()
    for i in range(7):
        print(next(x))
    next(x)
    print(x.throw(E()))


try:
    drive()
except RuntimeError as e:
    print(e)
asyncio.run(main())
