# ---
# description: A running coroutine refuses send, throw and close.
# rule: lifecycle/already-executing
# features: [coroutine, messages]
# ---

async def c():
    for operation in (lambda o: o.send(None), lambda o: o.throw(KeyError), lambda o: o.close()):
        try:
            operation(me)
        except ValueError as error:
            print(error)
    return "still well"


me = c()
try:
    me.send(None)
except StopIteration as stop:
    print(stop.value)
