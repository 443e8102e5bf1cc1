# ---
# description: After the handler the exception, and what its traceback holds, is freed.
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
