# Constants that are alike are one object, in one text.  Seed 5016311.
out(2.5 is 2.5)
out(2.5 is 2.5 in [1, True])
def f():
    return 2.5 is 2.5
out(f())
def g(a=2.5): return a is 2.5
out(g())
out((2.5, 1) is (2.5, 1), -2.5 is -2.5, 2.5j is 2.5j, 'a b' is 'a b', b'x' is b'x', 1e3 is 1000.0, 1000 is 1000, 0.0 is -0.0, 1.0 is 1, (0.0,) is (-0.0,), True is 1)
a, b = 2.5, 2.5
out(a is b, ((1, 2.5), 3) is ((1, 2.5), 3), (1.0,) is (1,), {1: 2.5}[1] is 2.5, (2.5,)[0] is 2.5, ((2.5,),)[0] is (2.5,))
c = (2.5, (1, 2))
d = (2.5, (1, 2))
out(c is d)
for x in (1, 2.5):
    out(x is 2.5)
match 2.5:
    case 2.5: out("m")
out([2.5 for i in 'a'][0] is 2.5, (lambda: 2.5)() is 2.5)
