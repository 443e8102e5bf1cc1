"""Assignment expressions in every place."""

import re

if (m := re.match(r"(\d+)", "42 apples")) is not None:
    print(m.group(1))
data = [1, 2, 3]
while (item := data.pop() if data else None) is not None:
    print(item, end=" ")
print(item)
print([last := n, last**2] if (n := 4) else 0, n, last)


def f(x, y=(z := 5)):
    return x + y + (w := 1) + w


print(f(x := 1), x, z)
total = 0
print([total := total + v for v in range(4)], total)
print((a := 1, b := a + 1), {"k": (c := 3)}, c)
print(len(s := "abc") and s)
lam = lambda: (q := 7) + q
print(lam())
try:
    lam() and q
except NameError as error:
    print(error)
assert (ok := True), "unused"
print(ok)


class K:
    attr = (y := 3) + y


print(K.y, K.attr)
