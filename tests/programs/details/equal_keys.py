"""Which keys of a dict display are hashed and compared, how often and in which order."""


class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        print("hash", self.name)
        return 0

    def __eq__(self, other):
        print("eq", self.name, getattr(other, "name", other))
        return self.name[0] == getattr(other, "name", other)[0]

    def __repr__(self):
        return self.name


class Mapped:
    def __init__(self, *names):
        self.names = [Key(name) for name in names]

    def keys(self):
        print("keys")
        return self.names

    def __getitem__(self, key):
        print("get", key)
        return key.name


a, b, c = Key("a"), Key("b"), Key("a2")
print({a: 1, b: 2, c: 3})
print({**Mapped("x", "a3"), a: 1, b: 2})
print({a: 1, b: 2, **Mapped("b4", "x"), c: 3})
print({a: 1, **{b: 2, c: 4}, **Mapped("x", "x2")})
for wrong in (lambda: {a: 1, **3}, lambda: {**[(1, 2)]}, lambda: {a: 1, **Mapped("z"), [1]: 2}):
    try:
        wrong()
    except TypeError as error:
        print(error)
