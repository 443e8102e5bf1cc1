# ---
# description: A caught exception: the generator goes on to its next yield.
# rule: generator/throw
# features: [generator]
# ---

def g():
    n = 0
    while True:
        try:
            n += 1
            yield n
        except KeyError as error:
            print("caught", error)


it = g()
print(next(it), it.throw(KeyError("a")), it.throw(KeyError("b")), next(it))
