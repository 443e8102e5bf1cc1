# ---
# description: Decorators, bases and keywords of a class are evaluated in the function around.
# rule: evaluation/definition
# features: [generator]
# ---

class Base:
    def __init_subclass__(cls, **kw):
        print(kw)


def g():
    @(yield "decorator")
    class C((yield "base"), key=(yield "keyword")):
        print("body")

    print(C)


it = g()
print(next(it), it.send(lambda cls: cls.__name__), it.send(Base))
try:
    it.send("value")
except StopIteration:
    pass
