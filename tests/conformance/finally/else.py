# ---
# description: else runs after a normal body and is not covered by the handlers.
# rule: finally/else
# features: [generator]
# ---

def g(fail):
    try:
        try:
            yield "body"
            if fail:
                raise KeyError("body")
        except KeyError:
            yield "handler"
        else:
            yield "else"
            raise KeyError("else")
        finally:
            yield "finally"
    except KeyError as error:
        yield repr(error)


print(list(g(False)), list(g(True)))
