# The truth of each link of a chain of comparisons is asked once, also where another part of the test suspends.
async def agen(*args):
    if t(3) < None != t if t else (yield None): 131
    if t(3) < t(6) < t(9) if t(3) else (yield None): 132
    if not (t(3) < t(6) < t(9)) or (yield t(3)): 133
    while (t(6) or t(3) < t(4)) and (yield t(12)): break
    raise t(145)
o = agen()
p = step(o, '__anext__')
step(p, 'send', None)
step(o.__anext__(), 'send', None)
def gen():
    x = 1 if (t(3) < t(6) < t(9) if t(3) else (yield 5)) else 2
    return x
step(gen(), 'send', None)
