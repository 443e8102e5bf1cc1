# ---
# description: A function with more than ten parameters and captured variables gets the right values, plain and suspended.
# rule: names/resolution
# features: [coroutine, async-generator]
# ---

def outer(a, b, c, d, e, f, g, h, i, j, k, l):
    def plain(m, n, *o, p=16, **q):
        return a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q

    def generator(m, n):
        yield a, b, c, d, e, f, g, h, i, j, k, l, m, n

    async def coroutine(m, n):
        return a, b, c, d, e, f, g, h, i, j, k, l, m, n

    async def asynchronous(m, n):
        yield a, b, c, d, e, f, g, h, i, j, k, l, m, n

    return plain, generator, coroutine, asynchronous


plain, generator, coroutine, asynchronous = outer(*range(12))
print(plain(12, 13, 14, 15, r=17))
print(*generator(12, 13))
for awaitable in (coroutine(12, 13), asynchronous(12, 13).__anext__()):
    try:
        awaitable.send(None)
    except StopIteration as stop:
        print(stop.value)
print(plain.__code__.co_freevars, plain.__code__.co_varnames)
