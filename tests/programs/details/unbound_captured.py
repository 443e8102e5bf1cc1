"""An unbound captured variable of a generator is an UnboundLocalError, also for a handler that does not suspend."""

import traceback


def f(k):
    if k == 1:
        x = 1

    def inner():
        return x

    try:
        x
        print("bound")
    except UnboundLocalError as e:
        traceback.print_exc()
        print(repr(e), repr(e.__context__), e.name)
    try:
        try:
            raise KeyError
        except KeyError:
            del x
            x += 1
    except NameError as e:
        print(repr(e), repr(e.__context__))
    try:
        print(zzz)
    except NameError as e:
        traceback.print_exc()
        print(repr(e))

    class C:
        def __enter__(self):
            return self

        def __exit__(self, *e):
            print("exit", e[:2], e[2] and e[2].tb_lineno, e[2] and e[2].tb_next)
            return True

    with C():
        x
    with C():
        for i in range(3):
            try:
                if i == 1:
                    continue
                if i == 2:
                    break
                x
            except UnboundLocalError:
                print("ub")
    yield 1
    try:
        return x
    except NameError as e:
        print(repr(e))
    yield 2


list(f(0))
list(f(1))


class See:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        print("exit", kind, error)


def several():
    with See(), See() as other, c:
        (lambda: c)
        c = 1
    yield


try:
    next(several())
except NameError as error:
    traceback.print_exc()
