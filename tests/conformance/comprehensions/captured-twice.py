# ---
# description: A comprehension's captured variable does not replace the captured variable of the coroutine with the same name.
# rule: comprehension/scope
# features: [coroutine, generator]
# ---

items = ("a", "b")


async def coroutine(y):
    functions = [lambda: y for y in items]
    texts = {y: list(y + z for z in y) for y in items}
    return [each() for each in functions], texts, y, (lambda: y)(), [(lambda: y)() for y in items], y


def generator(y):
    functions = {y: (lambda z=z: y + z) for y in (yield) for z in y}
    return [each() for each in functions.values()], y, (lambda: y)()


try:
    coroutine("own").send(None)
except StopIteration as stop:
    print(stop.value)
g = generator("own")
next(g)
try:
    g.send(items)
except StopIteration as stop:
    print(stop.value)
