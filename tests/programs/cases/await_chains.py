"""What may be seen of a deep chain of awaits while its leaf runs, and when somebody meddles with the middle of it."""

import gc
import inspect
import sys
import traceback
import types
import weakref


sys.unraisablehook = lambda told: print("unraisable:", repr(told.exc_value))
gc.disable()  # what is dropped in cycles is not what this is about


@types.coroutine
def pause(value):
    return (yield value)


class Chain:
    """`depth` coroutines, each awaiting the next; the leaf does what it is sent."""

    def __init__(self, depth, kind="plain"):
        self.links = []
        self.kind = kind
        self.root = self.make(depth)
        self.root.send(None)

    def make(self, depth):
        link = self.leaf() if depth == 0 else getattr(self, self.kind)(depth)
        self.links.append(link)
        return link

    async def plain(self, depth):
        got = await self.make(depth - 1)
        return (depth, got) if depth < 3 else got

    async def finishing(self, depth):
        try:
            return await self.make(depth - 1)
        finally:
            print("finally", depth, end="; ")
            await pause(f"finally {depth}")

    async def handling(self, depth):
        try:
            raise KeyError(depth)
        except KeyError:
            return await self.make(depth - 1)

    async def catching(self, depth):
        try:
            return await self.make(depth - 1)
        except ValueError as error:
            print("caught at", depth, repr(error), repr(error.__context__))
            await pause(f"caught {depth}")
            raise RuntimeError(depth)

    async def leaf(self):
        do = await pause("ready")
        while do is not None:
            try:
                answer = do(self)
            except LookupError as error:
                answer = f"leaf handled {error!r} in {error.__context__!r}"
            do = await pause(answer)
        return "end of the leaf"


def states(chain):
    return " ".join(
        f"{inspect.getcoroutinestate(link)[5:]}:{link.cr_running:d}:{'-' if link.cr_await is None else '+'}"
        for link in chain.links
    )


def stack(chain):
    frame, names = sys._getframe(), []
    while frame is not None and len(names) < 12:
        names.append(f"{frame.f_code.co_name}:{frame.f_lineno}")
        frame = frame.f_back
    return names


def again(chain):
    told = []
    for link in chain.links:
        for meddle in (lambda: link.send(None), lambda: link.throw(OSError), link.close):
            try:
                told.append(repr(meddle()))
            except Exception as error:
                told.append(repr(error))
    return told


def context(chain):
    return repr(sys.exc_info()[1])


def fail(chain):
    raise ValueError("in the leaf")


def lookup(chain):
    raise LookupError("in the leaf")


def awaited_twice(chain):
    async def other(link):
        await link

    told = []
    for link in chain.links:
        try:
            other(link).send(None)
        except Exception as error:
            told.append(repr(error))
    return told


def step(chain, do):
    try:
        print("  gives", chain.root.send(do))
    except StopIteration as stop:
        print("  returns", stop.value)
    except BaseException as error:
        print("  raises", repr(error), "context", repr(error.__context__))
        print("   ", [(f.name, f.lineno) for f in traceback.extract_tb(error.__traceback__)])


for kind in ("plain", "finishing", "handling", "catching"):
    print("==", kind)
    chain = Chain(6, kind)
    for do in (states, states, stack, again, states, context, lookup, awaited_twice, stack, states):
        print(do.__name__)
        step(chain, do)
        print(" ", states(chain))
    step(chain, fail)
    print(" ", states(chain))
    for _ in range(8):
        step(chain, None)
    print(" ", states(chain))

    chain = Chain(6, kind)
    for _ in range(9):
        step(chain, None)
    print(" ", states(chain))

    print("-- meddling with the middle")
    for number in range(7):
        for meddle in ("send", "throw", "close"):
            chain = Chain(6, kind)
            step(chain, states)
            step(chain, states)
            arguments = {"send": (states,), "throw": (ValueError("thrown"),), "close": ()}[meddle]
            try:
                print(number, meddle, getattr(chain.links[number], meddle)(*arguments))
            except BaseException as error:
                print(number, meddle, repr(error))
            print(" ", states(chain))
            step(chain, states)
            step(chain, None)
            print(" ", states(chain))

    print("-- an exception is being handled outside")
    chain = Chain(6, kind)
    step(chain, states)
    try:
        raise OSError("outside")
    except OSError:
        step(chain, context)
        step(chain, fail)

    print("-- throw and close at the root")
    for last in ("throw", "close"):
        chain = Chain(6, kind)
        step(chain, states)
        step(chain, states)
        try:
            print(chain.root.throw(ValueError("thrown")) if last == "throw" else chain.root.close())
        except BaseException as error:
            print(repr(error), repr(error.__context__))
        print(" ", states(chain))

    print("-- dropped")
    chain = Chain(6, kind)
    step(chain, states)
    step(chain, states)
    seen = [weakref.ref(link) for link in chain.links]
    chain.links.clear()  # they hold the chain, which holds them
    chain.root = None
    print([reference() is None for reference in seen])


print("== generators that share one")


def shared():
    for number in range(16):
        yield number, sys._getframe().f_back.f_code.co_name
    return "shared ends"


def through(inner, depth):
    return (yield from (through(inner, depth - 1) if depth else inner))


one = shared()
first, second = through(one, 5), through(one, 5)
print(next(first), next(second))
for _ in range(3):
    print(next(first), next(second), next(second), next(first))
for g in (first, second, first, second):
    for _ in range(1):
        try:
            print(next(g))
        except StopIteration as stop:
            print("stop", stop.value)
        except Exception as error:
            print(repr(error))

print("== a chain that grows and shrinks")


async def tree(depth):
    found = [await pause(depth)]
    for _ in range(2 if depth else 0):
        found += await tree(depth - 1)
    found += [await pause(-depth)]
    return found


async def deep(depth):
    return await (deep(depth - 1) if depth else tree(3))


root = deep(20)
given = [root.send(None)]
try:
    while True:
        given.append(root.send(len(given)))
except StopIteration as stop:
    print(given)
    print(stop.value)

print("== the recursion limit")


async def bottom():
    deepest = 0
    while True:
        await pause(deepest)

        def recurse(n):
            nonlocal deepest
            deepest = n
            recurse(n + 1)

        try:
            recurse(0)
        except RecursionError:
            pass


async def tower(depth):
    await (tower(depth - 1) if depth else bottom())


tall = tower(300)
tall.send(None)
print(len({tall.send(None) for _ in range(3)}))
tall.close()
