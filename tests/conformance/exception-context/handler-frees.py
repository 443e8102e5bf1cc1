# ---
# description: After the handler the exception and the objects in its traceback are freed.
# rule: exceptions/handler-name
# features: [generator, finalisation]
# ---

class Mine(Exception):
    def __del__(self):
        print("freed")


def g():
    try:
        raise Mine
    except Mine as e:  # noqa: F841
        yield "handling"
    yield "behind"


it = g()
print(next(it))
print(next(it))
