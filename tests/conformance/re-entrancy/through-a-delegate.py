# ---
# description: A generator that its own delegate resumes.
# rule: reentrancy/indirect
# features: [generator, yield-from, messages]
# ---

def outer():
    yield from inner()


def inner():
    for operation in (next, lambda o: o.close(), lambda o: o.throw(KeyError)):
        try:
            operation(me)
        except ValueError as error:
            yield str(error)


me = outer()
print(list(me))
