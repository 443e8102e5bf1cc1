# The value of an operand that has decided to go on is dropped before the next operand is evaluated.
class V:
    def __init__(s,n): s.n=n
    def __bool__(s): return True
    def __lt__(s,o): return s
    def __del__(s): print("del",s.n)
    def __await__(s):
        print("in", s.n); yield 1; print("out", s.n); return V(s.n+"'")
async def f():
    x = V("a") and await V("b") and await V("c")
    print(x.n); del x
    y = V("a") < await V("b") < await V("c") < V("d")
    print(y.n); del y
    z = (V("a") and await V("b")) or V("q")
    print(z.n)
    try:
        w = V("1") and await V("2") and 1/0
    except ZeroDivisionError: print("z")
c=f()
try:
    while True: print("y",c.send(None))
except StopIteration: pass
