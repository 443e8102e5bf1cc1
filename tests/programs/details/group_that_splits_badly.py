# `except*` checks what the method `split` of a group returns (before 3.13.2 and 3.12.9 CPython crashes).
import sys


class Text(BaseExceptionGroup):
    def split(self, condition):
        return "not a tuple"


class One(BaseExceptionGroup):
    def split(self, condition):
        return (None,)


class Three(BaseExceptionGroup):
    def split(self, condition):
        return None, None, "ignored"


def suspending(kind):
    try:
        yield
        raise kind("group", [Exception()])
    except* Exception:
        yield "caught"


if sys.version_info >= (3, 13, 2):
    for kind in Text, One, Three:
        g = suspending(kind)
        next(g)
        try:
            print(next(g, "ended"))
        except TypeError as error:
            print(error, repr(error.__context__))

print("end")
