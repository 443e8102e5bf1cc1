# ---
# description: except* treats a single exception as a group of one.
# rule: exceptions/except-star
# features: [generator, except-star]
# min-python: 3.11
# ---

def g():
    try:
        yield
    except* KeyError as e:
        yield repr(e)
    else:
        yield "else"


it = g()
next(it)
print(it.throw(KeyError("k")))
print(list(g()))
