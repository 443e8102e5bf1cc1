"""Where the variables of a function die: in its caller's line.  And what annotations are as text, a signal handler's frame."""

import signal
import sys


class Told:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        frame = sys._getframe(1)
        print(self.name, "dies in", frame.f_code.co_name, frame.f_lineno)


def returns():
    local = Told("local")
    return 5


def falls_off():
    local = Told("another")


def takes(parameter):
    pass


async def awaits():
    returns()
    takes(Told("argument"))


class Method:
    def method(self):
        local = Told("of a method")


returns()
falls_off()
takes(Told("given"))
Method().method()
(lambda value: value)(Told("of a lambda"))
try:
    awaits().send(None)
except StopIteration:
    print("awaited")


class Annotated:
    of_the_class: "int" = 1
    later: of_the_class

    def method(self) -> of_the_class:
        pass


if sys.version_info >= (3, 14):
    import annotationlib

    for annotated in (Annotated, Annotated.method):
        print(annotationlib.get_annotations(annotated, format=annotationlib.Format.STRING))


def handler(number, frame):
    seen.add(frame.f_code.co_name)


def interrupted():
    n = 0
    while not seen:
        n += 1
    return n > 0


seen = set()
signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.05)
print(interrupted(), seen)


class Tested(Told):
    def __bool__(self):
        print(self.name, "is tested")
        return False


def decides():
    return Tested("first") or (Tested("second") and 1) or Tested("third") or print("next")


decides()
