"""A binary tree walked in order by recursive generators (after pyperformance's generators)."""

GROUP = "resumption"
SIZE = 127


class Node:
    def __init__(self, left, value, right):
        self.left = left
        self.value = value
        self.right = right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def balanced(values):
    if not values:
        return None
    middle = len(values) // 2
    return Node(balanced(values[:middle]), values[middle], balanced(values[middle + 1 :]))


def bench(n):
    tree = balanced(range(SIZE))
    total = 0
    for _ in range(n):
        for value in tree:
            total += value
    return total
