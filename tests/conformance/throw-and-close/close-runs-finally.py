# ---
# description: close runs the finally and ends the generator.
# rule: generator/close
# features: [generator]
# ---

def g():
    try:
        yield 1
    finally:
        print("finally")


it = g()
next(it)
it.close()
it.close()
print(list(it))
