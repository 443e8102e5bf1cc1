# ---
# description: close returns None if the frame does not return.
# rule: close/return-value
# features: [generator]
# ---

def g():
    return "value"
    yield


it = g()
print(it.close())
try:
    next(it)
except StopIteration as stop:
    print(stop.value)
