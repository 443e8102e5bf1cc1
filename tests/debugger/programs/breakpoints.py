import pdb


def function(x):
    y = x + 1
    if y:
        breakpoint()


def generator():
    for number in range(2):
        value = number; breakpoint(); other = value
        yield other
    breakpoint()


class Class:
    value = 1
    breakpoint()

    async def method(self):
        try:
            1 / 0
        except ZeroDivisionError:
            pdb.set_trace()


function(3)
for _ in generator():
    pass
pdb.set_trace(); print("between")
try:
    Class().method().send(None)
except StopIteration:
    breakpoint()
