"""List, set and dict comprehensions and generator expressions, nested and with conditions."""

GROUP = "language"


def tables(size):
    return [[row * column for column in range(size)] for row in range(size)]


def transposed(table):
    return [[line[column] for line in table] for column in range(len(table[0]))]


def bench(n):
    found = 0
    for _ in range(n):
        table = transposed(tables(12))
        odd = {value for line in table for value in line if value & 1}
        squares = {value: value * value for value in odd}
        found += sum(value for value in squares.values() if value > 9)
        found += len([name for name in ("a", "bb", "ccc") if any(letter == "c" for letter in name)])
    return found
