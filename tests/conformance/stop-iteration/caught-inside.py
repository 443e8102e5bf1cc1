# ---
# description: StopIteration that is caught inside is an ordinary exception.
# rule: stop-iteration/converted
# features: [generator]
# ---

def g():
    try:
        next(iter(()))
    except StopIteration:
        yield "caught"


print(list(g()))
