# ---
# description: A running generator refuses send, throw, close and next.
# rule: lifecycle/already-executing
# features: [generator, messages]
# ---

def g():
    for operation in (next, lambda o: o.send(1), lambda o: o.throw(KeyError), lambda o: o.close()):
        try:
            operation(me)
        except ValueError as error:
            print(error)
    yield "still well"


me = g()
print(next(me))
