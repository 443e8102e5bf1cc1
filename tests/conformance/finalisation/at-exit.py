# ---
# description: Objects that are suspended when the program ends are closed with the module's variables.
# rule: drop/at-exit
# features: [generator, finalisation]
# ---

def g():
    try:
        yield
    finally:
        print("at the end")


it = g()
next(it)
print("last line")
