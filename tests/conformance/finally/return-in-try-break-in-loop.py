# ---
# description: return through two finallys and a loop.
# rule: finally/completion
# features: [generator]
# ---

def g():
    for _ in range(2):
        try:
            while True:
                try:
                    return "value"
                finally:
                    yield "inner"
        finally:
            yield "outer"


it = g()
print(next(it), next(it))
try:
    next(it)
except StopIteration as stop:
    print(stop.value)
