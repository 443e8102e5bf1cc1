# ---
# description: A handler and a finally that suspend, with an exception thrown into each.
# rule: finally/completion
# features: [generator]
# ---

def g():
    try:
        try:
            yield "body"
        except KeyError:
            yield "handler"
        finally:
            yield "finally"
    except ValueError as error:
        yield f"{error!r} in {error.__context__!r}"


it = g()
print(next(it), it.throw(KeyError("k")), it.throw(ValueError("v")), next(it))
