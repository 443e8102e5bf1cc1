# ---
# description: The ends after GeneratorExit that close accepts, and those that it does not.
# rule: close/generator-exit
# features: [generator]
# ---

def g(answer):
    try:
        yield
    except GeneratorExit:
        if answer is not None:
            raise answer


for answer in (None, GeneratorExit("mine"), KeyError("k"), StopIteration("s")):
    it = g(answer)
    next(it)
    try:
        print(it.close())
    except (KeyError, RuntimeError) as error:
        print(repr(error))
