"""Private names are mangled, except where they are not."""


class __Hidden:
    __x = 1

    def __init__(self, __value=2):
        self.__value = __value
        self.__dunder__ = 3

    def __secret(self):
        __local = self.__value
        return [__local for __local in range(2)], __local, self.__x, sorted(locals())

    def reveal(self):
        import __main__ as __mod

        return self.__secret(), "_Hidden__mod" in locals()

    class __Inner:
        __y = 5

    def get(self):
        return self.__Inner._Hidden__y if hasattr(self.__Inner, "_Hidden__y") else vars(self.__Inner)["_Inner__y"]


h = __Hidden()
print(h.reveal(), h.get(), sorted(n for n in vars(h)))
print([n for n in vars(__Hidden) if "Hidden" in n])
print(__Hidden(_Hidden__value=9)._Hidden__value)


def outside():
    class K:
        def f(self):
            global __g
            __g = 1
            return __g

    return K().f(), sorted(n for n in globals() if n.endswith("__g"))


print(outside())
h.__x
