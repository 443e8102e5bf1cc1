# ---
# description: A list comprehension lets StopIteration out, a generator expression converts it.
# rule: stop-iteration/comprehension
# features: [generator, comprehension, messages]
# ---

def stop():
    raise StopIteration("x")


for make in (
    lambda: [stop() for _ in "a"],
    lambda: {stop() for _ in "a"},
    lambda: {stop(): 1 for _ in "a"},
    lambda: list(stop() for _ in "a"),
):
    try:
        make()
    except (StopIteration, RuntimeError) as error:
        print(repr(error))
