import pdb, sys
def f(x):
    y = x + 1
    return g(y)
def g(z):
    w = [z]
    raise ValueError(w)
try:
    f(1)
except ValueError:
    pdb.post_mortem()
print("after")
sys.last_traceback = None
try:
    f(2)
except ValueError as e:
    sys.last_exc = e
    sys.last_value = e
    sys.last_traceback = e.__traceback__
pdb.pm()
