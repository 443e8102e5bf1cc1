# ---
# description: finally runs after every completion, and then the program goes on with this completion.
# rule: finally/completion
# features: [generator]
# ---

def g(way):
    for n in range(2):
        try:
            if way == "return":
                return "value"
            if way == "break":
                break
            if way == "continue":
                continue
            if way == "raise":
                raise KeyError("k")
        finally:
            yield way, n
    return "behind"


for way in ("return", "break", "continue", "raise", "normal"):
    try:
        it = g(way)
        while True:
            print(next(it))
    except (StopIteration, KeyError) as error:
        print(repr(error))
