# ---
# description: A deep chain passes values in both directions.
# rule: yield-from/transparent
# features: [generator, yield-from]
# ---

def level(n):
    if n:
        return (yield from level(n - 1)) + 1
    return (yield "deep")


it = level(200)
print(next(it))
try:
    it.send(0)
except StopIteration as stop:
    print(stop.value)
