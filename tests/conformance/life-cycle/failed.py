# ---
# description: An exception closes the object; its traceback keeps the variables.
# rule: lifecycle/failed
# features: [generator, frames, finalisation]
# ---

class Held:
    def __del__(self):
        print("freed")


def g():
    held = Held()  # noqa: F841
    yield
    raise KeyError("k")


it = g()
next(it)
try:
    next(it)
except KeyError as error:
    print(it.gi_frame, sorted(error.__traceback__.tb_next.tb_frame.f_locals))
print("behind", list(it))
