# ---
# description: A template string whose fields and format specifications suspend: the values are evaluated in order.
# rule: evaluation/tstring
# features: [generator, coroutine]
# min-python: 3.14
# ---

import types


@types.coroutine
def pause(value):
    print("asked for", value)
    return (yield value)


def g():
    made = t"{yield 1}-{(yield 2)!r:{yield 3}}-{name=}"
    print(made.strings, [(i.value, i.expression, i.conversion, i.format_spec) for i in made.interpolations])


name = "outside"
o = g()
sent = None
try:
    while True:
        value = o.send(sent)
        sent = f"sent {value}"
except StopIteration:
    pass


class Spec:
    def __init__(self, name):
        self.name = name

    def __format__(self, spec):
        print("formats", self.name)
        return self.name


async def c():
    made = t"a{await pause('x')}b{Spec('early')}{await pause('y'):{Spec('spec')}{await pause('z')}}c"
    print(made.strings, made.values[0], made.values[2], made.interpolations[2].format_spec)
    return t"{made:later}" + t"{await pause('end')}"


o = c()
value = o.send(None)
try:
    while True:
        value = o.send(value.upper())
except StopIteration as stop:
    print(stop.value.interpolations[0].format_spec, stop.value.values[1])
