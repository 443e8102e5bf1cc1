"""Generators as a pipeline, run lazily."""


def numbers(limit):
    print("start")
    for n in range(limit):
        yield n
    print("end")


def square(source):
    for n in source:
        print("square", n)
        yield n * n


def batches(source, size):
    batch = []
    for item in source:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


for batch in batches(square(n for n in numbers(5) if n % 2 == 0), 2):
    print(batch)


def tree(node):
    if isinstance(node, list):
        for child in node:
            yield from tree(child)
    else:
        yield node


print(list(tree([1, [2, [3, 4], []], 5])))


def average():
    total = count = 0
    mean = None
    while True:
        try:
            value = yield mean
        except ValueError:
            total = count = 0
            continue
        total += value
        count += 1
        mean = total / count


a = average()
next(a)
print(a.send(10), a.send(20), a.throw(ValueError), a.send(3))
a.close()
print(sum(x * y for x in range(3) for y in range(x)), max((len(w), w) for w in "a bbb cc".split()))
a.send(1)
