# ---
# description: The result of close when the generator returns a value.
# rule: close/return-value
# features: [generator]
# ---

def g():
    try:
        yield
    except GeneratorExit:
        return "value"


it = g()
next(it)
print(it.close())
print(it.close())
