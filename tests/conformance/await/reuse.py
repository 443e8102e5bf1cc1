# ---
# description: A coroutine that has ended cannot be used any more, however it ended.
# rule: await/reuse
# features: [coroutine, messages]
# ---

async def returns():
    return 1


async def raises():
    raise KeyError


def finished(c):
    try:
        c.send(None)
    except (StopIteration, KeyError):
        pass
    return c


def closed(c):
    c.close()
    return c


for o in (finished(returns()), finished(raises()), closed(returns())):
    for operation in (lambda o: o.send(None), lambda o: o.send(1), lambda o: o.throw(ValueError)):
        try:
            operation(o)
        except RuntimeError as error:
            print(error)
    print(o.close())
