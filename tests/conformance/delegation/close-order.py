# ---
# description: Closing closes the innermost delegate first.
# rule: yield-from/close
# features: [generator, yield-from]
# ---

def level(n):
    try:
        if n:
            yield from level(n - 1)
        else:
            yield
    except GeneratorExit:
        print("GeneratorExit", n)
        raise
    finally:
        print("finally", n)


it = level(2)
next(it)
it.close()
