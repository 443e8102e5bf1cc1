"""A generator expression with a starred item calls ``__iter__`` of each item once (PEP 798)."""

TEXT = '''
class Items:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        print("iter", self.n)
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n


print(list((*Items(n) for n in (2, 0, 1))))
items = (*Items(n) for n in (2, 3))
print(next(items), items.gi_yieldfrom)
items.close()


async def run():
    async def numbers():
        yield 2
        yield 1

    return [n async for n in (*Items(n) async for n in numbers())]


try:
    run().send(None)
except StopIteration as stop:
    print(stop.value)
'''
try:
    exec(TEXT)
except SyntaxError as error:  # until 3.14
    print(error)
