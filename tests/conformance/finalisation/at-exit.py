# ---
# description: What is still suspended when the program ends is closed with the module's variables.
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
