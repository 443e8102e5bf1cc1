# ---
# description: throw takes one to three arguments and no keywords.
# rule: throw/signature
# features: [generator, messages]
# min-python: 3.11
# ---

def g():
    yield


it = g()
for call in (lambda: it.throw(), lambda: it.throw(1, 2, 3, 4), lambda: it.throw(typ=KeyError)):
    try:
        call()
    except TypeError as error:
        print(error)
