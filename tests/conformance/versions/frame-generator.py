# ---
# description: A frame has its generator, coroutine or asynchronous generator as f_generator.
# rule: frame/generator
# features: [generator, coroutine, async-generator, frames]
# min-python: 3.14
# ---

import sys
import types


@types.coroutine
def pause():
    print(type(sys._getframe().f_generator).__name__)
    yield


def g():
    print(sys._getframe().f_generator is o, sys._getframe().f_back.f_generator)
    yield


async def c():
    print(sys._getframe().f_generator is o)
    await pause()


async def a():
    print(sys._getframe().f_generator is o)
    yield


def plain():
    return sys._getframe().f_generator


o = g()
print(o.gi_frame.f_generator is o)
next(o)
print(o.gi_frame.f_generator is o)
o.close()

o = c()
print(o.cr_frame.f_generator is o)
print(type(o.send(None)), o.cr_await.gi_frame.f_generator is o.cr_await)
o.close()

o = a()
try:
    o.asend(None).send(None)
except StopIteration:
    print(o.ag_frame.f_generator is o)
print(plain())
