"""Bare handlers, and what is decorated."""


def after_finally():
    try:
        try:
            raise Exception
        finally:
            x = 1
    except:
        x = 3
    return x


def after_a_clause_that_does_not_match():
    try:
        try:
            raise Exception
        except ValueError:
            x = 1
    except:
        x = 3
    return x


def bare():
    try:
        raise Exception
    except:
        x = 3
    return x


def again():
    try:
        try:
            raise Exception
        except Exception:
            raise
    except:
        x = 3
    return x


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *given):
        return False


def after_with():
    try:
        with Manager():
            raise ValueError
    except:
        x = 3
    return x


def in_a_loop():
    for x in range(2):
        try:
            raise ValueError
        except:
            continue
        finally:
            x = 5


def deep():
    try:
        try:
            try:
                1 / 0
            finally:
                pass
        finally:
            pass
    except ZeroDivisionError as e:
        pass


def suspended():
    try:
        try:
            yield 1
            raise ValueError
        finally:
            yield 2
    except:
        yield 3


async def awaiting():
    try:
        try:
            raise ValueError
        except KeyError:
            pass
    except:
        return 1


def decorated():
    def same(it):
        return it

    @same
    @same
    class A:
        x = 1

    @same
    @same
    def f():
        pass


for run in (after_finally, after_a_clause_that_does_not_match, bare, again, after_with, in_a_loop, deep, decorated):
    run()
list(suspended())
try:
    awaiting().send(None)
except StopIteration:
    pass
