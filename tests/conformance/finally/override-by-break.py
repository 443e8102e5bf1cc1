# ---
# description: break and continue in a finally swallow an exception.
# rule: finally/override
# features: [generator]
# ---

def g():
    for n in range(3):
        try:
            yield n
            raise KeyError
        finally:
            if n == 1:
                break  # noqa: B012
            continue  # noqa: B012
    yield "behind"


print(list(g()))
