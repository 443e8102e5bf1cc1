# ---
# description: A generator that yields after GeneratorExit.
# rule: generator-exit/ignored
# features: [generator, messages]
# ---

def g():
    try:
        yield 1
    finally:
        yield 2
        print("finally ends")


it = g()
next(it)
try:
    it.close()
except RuntimeError as error:
    print(error)
try:
    next(it)
except GeneratorExit:
    print("GeneratorExit goes on")
