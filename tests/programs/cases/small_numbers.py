"""Integers, floats, complex numbers and their formatting."""

print(7 // -2, 7 % -2, -7 // 2, divmod(-7, 2), 2**100, 2**-1, 0.1 + 0.2, 1e308 * 10, -0.0)
print(1_000, 0xFF, 0o17, 0b101, 1e3, 1.5j * 2, (1 + 2j).conjugate(), abs(3 + 4j), 5 // 0.3, 10**20 % 7)
print(True + True, not 1, 3 if [] else 4, 1 is 1, "a" * 3, [0] * 2, (1,) + (2,), 1 < 2 == 2 < 3)
print(int("ff", 16), float("nan") == float("nan"), round(2.5), round(-1.567, 2), hash(1) == hash(1.0), ~5, -2**2)
print("%d %5.2f %-5s|%+d %x" % (3, 2.345, "a", 4, 255), "{:>8}|{:^8}|{:08.3f}".format("r", "c", 3.14159))
for expression in ("1 / 0", "1 % 0", "0.0 ** -1", "'a' + 1", "[] < {}", "int('x')", "10 ** 5000 > 1 or 1 / 0", "-'a'"):
    try:
        print(eval(expression))
    except Exception as error:
        print(type(error).__name__, error)
"text"()
