# ---
# description: The name of a called object is looked up only for the message of an error in its ** arguments.
# rule: evaluation/double-star
# features: [coroutine, messages]
# ---


class Callee:
    def __call__(self, **given):
        return given

    def __getattr__(self, name):
        print("looked up", name)
        raise AttributeError(name)

    def __repr__(self):
        return "callee"


async def value(it):
    return it


async def main(callee):
    print(callee(a=1, **await value({"b": 2}), **await value({})))
    for mapping in ({"a": 2}, 3):
        try:
            callee(a=1, **await value(mapping))
        except TypeError as error:
            print(error)


try:
    main(Callee()).send(None)
except StopIteration:
    print("returned")
