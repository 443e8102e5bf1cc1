# ---
# description: Clauses are tried in order, their expressions evaluated only as far as needed.
# rule: exceptions/match
# features: [generator]
# ---

def kind(k):
    print("trying", k.__name__)
    return k


def g():
    try:
        yield
    except kind(KeyError):
        yield "KeyError"
    except (kind(TypeError), kind(ValueError)):
        yield "ValueError"
    except kind(Exception):
        yield "never"


it = g()
next(it)
print(it.throw(ValueError))
