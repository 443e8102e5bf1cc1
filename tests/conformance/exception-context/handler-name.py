# ---
# description: The name of a handler is unbound however the handler ends.
# rule: exceptions/handler-name
# features: [generator]
# ---

def g(way):
    for _ in range(1):
        try:
            raise KeyError("k")
        except KeyError as e:
            yield repr(e)
            if way == "del":
                del e
            elif way == "rebind":
                e = "rebound"
            elif way == "break":
                break
            elif way == "continue":
                continue
    try:
        yield e
    except UnboundLocalError:
        yield "unbound"


for way in ("normal", "del", "rebind", "break", "continue"):
    print(way, list(g(way)))
