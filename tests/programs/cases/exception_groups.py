"""except* and groups."""


def run(*errors):
    try:
        raise ExceptionGroup("group", list(errors))
    except* ValueError as group:
        print("values", group.exceptions)
    except* (TypeError, KeyError) as group:
        print("others", group.exceptions)
        raise RuntimeError("from handler")
    else:
        print("else")
    finally:
        print("finally")


run(ValueError(1), ExceptionGroup("nested", [ValueError(2)]))
for errors in ([TypeError(1), ValueError(2)], [OSError(3), ValueError(4)]):
    try:
        run(*errors)
    except Exception as error:
        print(repr(error), repr(error.__context__))
try:
    try:
        raise ValueError("naked")
    except* ValueError as group:
        print(repr(group))
        raise
except ExceptionGroup as error:
    print("again", repr(error))
group = ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("h", [ValueError(3)])])
print(group.split(ValueError), group.subgroup(lambda e: isinstance(e, TypeError)))
try:
    pass
except* OSError:
    pass
else:
    print("nothing raised")
raise group
