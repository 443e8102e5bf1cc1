"""else, finally and the ways out of them."""


def flow(kind):
    try:
        print("body", kind)
        if kind == "raise":
            raise ValueError(kind)
        if kind == "return":
            return "body"
    except ValueError:
        print("handler")
        return "handler"
    else:
        print("else")
    finally:
        print("finally")
    return "end"


for kind in ("raise", "return", "plain"):
    print(flow(kind))


def override():
    try:
        raise KeyError
    finally:
        return "swallowed"


def loop():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                break
            print("body", i)
        finally:
            print("finally", i)
    else:
        print("never")
    while True:
        try:
            return "out"
        finally:
            break
    return "broke"


print(override(), loop())


def nested():
    try:
        try:
            raise KeyError("inner")
        finally:
            print("cleaning")
    except LookupError as error:
        print("caught", error)
        raise


try:
    nested()
except KeyError as error:
    print(error.args)
try:
    raise (ValueError, "no tuple")
except TypeError as error:
    print(error)
try:
    try:
        pass
    except 5:
        pass
    try:
        1 / 0
    except 5:
        pass
except TypeError as error:
    print(error, repr(error.__context__))
raise SystemExit("bye")
