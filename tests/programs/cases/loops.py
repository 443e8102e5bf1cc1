"""while, for and their else parts; changing what is iterated over."""

for i in range(3):
    if i == 5:
        break
else:
    print("no break", i)
n = 3
while n:
    n -= 1
    if n == 1:
        continue
    print(n)
else:
    print("while else")
for i in []:
    pass
else:
    print("empty else", i)
items = [1, 2, 3, 4]
for item in items:
    if item % 2:
        items.remove(item)
print(items)
grown = [1]
for item in grown:
    if len(grown) < 5:
        grown.append(item * 2)
print(grown)
for a, (b, *c), d in [(1, (2, 3, 4), 5), (6, "xyz", 7)]:
    print(a, b, c, d)
for x[0] in [[1]] if False else []:
    pass
box = {}
for box["k"] in range(3):
    pass
print(box)


class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if not self.n:
            raise StopIteration("done")
        self.n -= 1
        return self.n


for obj in Count(2):
    print("count", obj)
for value in iter(iter([1, 2, 0, 3]).__next__, 0):
    print("sentinel", value)


def search(grid, target):
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            if cell == target:
                break
        else:
            continue
        break
    else:
        return None
    return r, c


print(search([[1, 2], [3, 4]], 3), search([[1]], 9))
print(1 < 2 < 3, 1 < 3 > 2 != 4, 1 == 1.0 in [1], not 0 < 1 > 2)
changing = {"a": 1}
for key in changing:
    changing[key + "x"] = 1
