def tryit():
    try:
        x = 1
        raise ValueError(x)
    except KeyError:
        pass
    except ValueError as e:
        y = 2
    else:
        z = 3
    finally:
        w = 4
    return 5


def tryok():
    try:
        x = 1
    except KeyError:
        pass
    else:
        z = 3
    finally:
        w = 4
    return 5


def finraise():
    try:
        1/0
    finally:
        x = 1


def reraise():
    try:
        1/0
    except ZeroDivisionError:
        raise


def withs():
    class C:
        def __enter__(self):
            return self
        def __exit__(self, *a):
            return True
    with C() as c:
        x = 1
    with C():
        raise ValueError
    return 1


def matching():
    x = (1, 2)
    match x:
        case [1, 3]:
            y = 1
        case [1, y] if y > 1:
            z = 1
        case _:
            pass
    return y


for run in (tryit, tryok, finraise, reraise, withs, matching,):
    try:
        run()
    except Exception as error:
        print(type(error))
