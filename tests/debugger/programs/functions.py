def f(a, b=2):
    c = a + b
    breakpoint()
    for i in range(2):
        c += i
    d = g(c)
    return d


def g(x):
    y = x * 2
    return y


print(f(1))
