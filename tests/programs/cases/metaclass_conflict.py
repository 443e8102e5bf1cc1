"""Which metaclass is used, and what happens without a common one."""


class A(type):
    pass


class B(type):
    pass


class X(metaclass=A):
    pass


class Y(X):
    pass


print(type(Y))


def function(name, bases, namespace):
    print("function", name, bases, sorted(namespace)[:1])
    return 42


class Z(metaclass=function):
    pass


print(Z)


class P(metaclass=B):
    pass


class Q(X, P):
    pass
