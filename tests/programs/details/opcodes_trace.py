import sys


def g():
    x = yield 1
    return x


n = 0


def tr(f, e, a):
    if f.f_code.co_name == "g":
        f.f_trace_lines = True
        print(e, f.f_lineno, a if e != "exception" else a[0].__name__)
        return tr


sys.settrace(tr)
i = g()
next(i)
try:
    i.send(5)
except StopIteration:
    pass
i = g()
next(i)
try:
    i.throw(KeyError)
except KeyError:
    pass
i = g()
next(i)
i.close()
i = g()
next(i)
del i
sys.settrace(None)
