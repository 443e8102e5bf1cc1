"""__getattribute__, __getattr__, __setattr__, __delattr__ and __dir__."""


class Proxy:
    def __init__(self, target):
        object.__setattr__(self, "target", target)

    def __getattribute__(self, name):
        if name.startswith("own"):
            return f"own:{name}"
        return super().__getattribute__(name)

    def __getattr__(self, name):
        print("missing", name)
        return getattr(self.target, name)

    def __setattr__(self, name, value):
        print("set", name, value)
        setattr(self.target, name, value)

    def __delattr__(self, name):
        print("del", name)
        delattr(self.target, name)

    def __dir__(self):
        return ["b", "a"]


class Plain:
    pass


proxy = Proxy(Plain())
proxy.x = 1
print(proxy.x, proxy.owner, dir(proxy), hasattr(proxy, "nothing"))
del proxy.x
proxy.x
