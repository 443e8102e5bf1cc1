# ---
# description: from-imports in a suspending function.
# rule: import/from
# features: [generator]
# ---

def g():
    from os import path

    yield path.basename("a/b")
    try:
        from os import nothing  # noqa: F401
    except ImportError as error:
        yield error.name


print(list(g()))
