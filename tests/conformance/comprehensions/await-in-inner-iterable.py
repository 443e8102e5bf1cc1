# ---
# description: An inner loop of a comprehension may await its iterable, once for each item of the outer loop.
# rule: comprehension/async
# features: [async-comprehension, coroutine]
# ---

class Rows:
    def __init__(self, *rows):
        self.rows = rows

    def __iter__(self):
        print("iter of", self.rows)
        return iter(self.rows)


async def same(x):
    print("awaited", x)
    return x


async def main():
    print([cell for row in [same("ab"), same("c")] for cell in await row])
    print({cell: row for row in await same(Rows(1, 2)) for cell in await same(Rows(row, -row))})
    print({await same(cell) for row in [Rows(3)] for cell in await same(row) if await same(True)})
    print([(a, b, c) for a in [Rows(4)] for b in await same(a) for c in await same(Rows(b))])


try:
    main().send(None)
except StopIteration:
    pass
