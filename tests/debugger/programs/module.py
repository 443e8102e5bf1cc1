"""Doc."""
import sys
x = 1
breakpoint()
y = [n * x for n in range(3)]


class A:
    """A doc."""
    z = x

    def m(self, *args, **kw):
        def inner():
            return self.z + len(args)
        v = inner()
        return v


a = A()
print(a.m(1, 2, k=3))
def gen(n):
    while n:
        got = yield n
        n -= 1
    return "end"
g = gen(2)
print(next(g))
print(list(g))
try:
    1 / 0
except ZeroDivisionError as e:
    print(e)
