# ---
# description: While an exception is handled, 3.11 raises a KeyError of the name for a keyword argument that is given twice.
# rule: evaluation/double-star
# features: [generator, messages]
# ---

def told(act):
    try:
        act()
    except Exception as error:
        print(type(error).__name__, error)


def function(**names):
    pass


def twice(mapping):
    try:
        raise OSError
    except OSError:
        told(lambda: function(a=1, **mapping))
        (yield)(a=1, **mapping)


told(lambda: function(a=1, **{"a": 2}))
for mapping in ({"a": 2}, {"b": 3, "a": 2}):
    generator = twice(mapping)
    next(generator)
    told(lambda: generator.send(function))
