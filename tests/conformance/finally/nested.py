# ---
# description: Nested finally suites, with a suspension in each.
# rule: finally/nested
# features: [generator]
# ---

def g():
    try:
        try:
            try:
                yield "body"
            finally:
                yield "inner"
        finally:
            yield "middle"
    finally:
        yield "outer"


it = g()
print(next(it), it.throw(KeyError), next(it), next(it))
try:
    next(it)
except KeyError:
    print("KeyError at last")
