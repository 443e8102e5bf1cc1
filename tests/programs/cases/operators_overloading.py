"""Every operator, also the reflected and the in-place ones."""


class Op:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


def method(name):
    def run(self, *args):
        return Op(f"{name}({self}{''.join(', ' + repr(a) for a in args)})")

    return run


names = "add sub mul matmul truediv floordiv mod pow lshift rshift and or xor".split()
for name in names:
    for kind in ("", "r", "i"):
        setattr(Op, f"__{kind}{name}__", method(kind + name))
for name in "neg pos invert lt le eq ne gt ge getitem call".split():
    setattr(Op, f"__{name}__", method(name))
a, b = Op("a"), Op("b")
print(a + b, 1 - a, a * 2, a @ b, a / b, a // b, a % b, a**b, a << b, a >> b, a & b, a | b, a ^ b)
print(1 + a, 2**a, [] @ a)
print(-a, +a, ~a, a < b, a <= b, a == b, a != b, a > b, a >= b, a[1], a[1:2, ...], a(1, 2))
a += 1
a @= b
a **= 2
print(a)
print(not b, b and 1, b or 1)


class Half:
    def __add__(self, other):
        return NotImplemented


try:
    Half() + Half()
except TypeError as error:
    print(error)
Half() < 1
