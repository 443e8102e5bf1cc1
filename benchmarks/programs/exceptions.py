"""Exceptions raised, caught, chained and cleaned up after, near and through calls."""

GROUP = "language"


class RefusedError(Exception):
    pass


def deep(level):
    if level == 0:
        raise RefusedError("deep")
    return deep(level - 1)


def translated(key):
    try:
        return {}[key]
    except KeyError as error:
        raise RefusedError(key) from error


def cleaned(log):
    try:
        try:
            raise ValueError("inner")
        finally:
            log.append(1)
    except (TypeError, ValueError) as error:
        return len(error.args)


def quiet(value):
    try:
        return value + 1
    except TypeError:
        return 0
    finally:
        value = None


def bench(n):
    caught = 0
    log = []
    for index in range(n):
        try:
            deep(5)
        except RefusedError:
            caught += 1
        try:
            translated(index)
        except RefusedError as error:
            caught += error.__cause__ is not None
        caught += cleaned(log)
        caught += quiet(index)
    return caught + len(log)
