"""Names are removed from the ``f_locals`` of a running frame: only those that are no variables of the code, from 3.13 on."""

import sys


def attempt(act, *arguments):
    try:
        print(act(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


free = 0


def running(parameter):
    global free
    variable = 1
    view = sys._getframe().f_locals
    view["extra"] = 5
    for name in ("variable", "parameter", "extra", "nothing", "captured", "free", "later"):
        attempt(view.pop, name)
        attempt(view.pop, name, 3)
    view["extra"] = 6
    del view["extra"]
    attempt(view.__delitem__, "captured")
    view.update({"more": 8})
    print(view.pop("more"), view.setdefault("more", 9), "extra" in view)
    captured = 2
    later = lambda: captured
    free = 3


def outer():
    captured = 1

    def suspending():
        variable = 1
        yield captured
        view = sys._getframe().f_locals
        view["extra"] = 5
        for name in ("variable", "extra", "nothing", "captured", "later"):
            attempt(view.pop, name, 3)
        later = variable

    print(*suspending())


running(1)
outer()


class Body:
    x = 1
    print(sys._getframe().f_locals.pop("x"), "x" in locals())
