"""What a single exception that a clause of `except*` raises becomes: a group until 3.11.3, later the exception itself."""


def suspended_in_the_clause():
    try:
        raise ExceptionGroup("first", [KeyError(1), ValueError(2)])
    except* KeyError:
        yield
        raise OSError("new")
    except* ValueError:
        pass


def with_a_rest():
    try:
        raise ExceptionGroup("first", [KeyError(1), ValueError(2)])
    except* KeyError:
        yield
        raise OSError("new")


def of_a_naked_exception():
    try:
        raise KeyError(1)
    except* KeyError:
        yield
        raise OSError("new")


def raised_again():
    try:
        raise ExceptionGroup("first", [KeyError(1)])
    except* KeyError:
        yield
        raise


for function in suspended_in_the_clause, with_a_rest, of_a_naked_exception, raised_again:
    suspended = function()
    suspended.send(None)
    try:
        suspended.send(None)
    except BaseException as error:
        print(function.__name__, repr(error), repr(error.__context__))
