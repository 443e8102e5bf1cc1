# The truth of each link of a chain of comparisons is asked once, around a suspension too.  Seed 2002748.
def gen1(*args, **kwargs):
    if t(50) < (yield 0) == t(3):
        out("then")
    if not (t(4) < (yield 1) < t(6) and (yield 2)):
        out("then")
    while again(1) and t(2) < (yield 3) in t(8):
        out("then")


o = gen1()
for i in range(8):
    step(o, "send", i or None)
