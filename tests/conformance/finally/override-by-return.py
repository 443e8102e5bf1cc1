# ---
# description: return in a finally replaces the completion.
# rule: finally/override
# features: [generator]
# ---

def g(way):
    try:
        yield
        if way:
            return "lost"
        raise KeyError("lost")
    finally:
        return "kept"  # noqa: B012


for way in (True, False):
    it = g(way)
    next(it)
    try:
        next(it)
    except StopIteration as stop:
        print(stop.value)
