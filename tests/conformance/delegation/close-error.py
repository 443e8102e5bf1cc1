# ---
# description: An exception from the delegate's close is raised at the yield from instead of GeneratorExit.
# rule: yield-from/close
# features: [generator, yield-from]
# ---

class It:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def close(self):
        raise KeyError("from close")


def g():
    try:
        yield from It()
    except BaseException as error:
        print(repr(error))
        raise


it = g()
next(it)
try:
    it.close()
except KeyError as error:
    print("close raised", repr(error))
