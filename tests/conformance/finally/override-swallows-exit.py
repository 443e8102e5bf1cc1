# ---
# description: A return in finally swallows GeneratorExit, too; close succeeds.
# rule: finally/override
# features: [generator]
# ---

def g():
    while True:
        try:
            yield
        finally:
            return "swallowed"  # noqa: B012


it = g()
next(it)
it.close()
print(it.gi_frame)
