class Bad(Exception):
    pass
def h(n):
    if n:
        return h(n - 1)
    raise Bad(n)
def f():
    breakpoint()
    try:
        h(1)
    except Bad:
        x = 1
    finally:
        x = 2
    h(2)
f()
