# ---
# description: frame.clear() of a suspended generator.
# rule: frame/clear
# features: [generator, frames, messages]
# ---

def g():
    try:
        yield
    finally:
        print("finally")


it = g()
next(it)
try:
    it.gi_frame.clear()
except RuntimeError as error:
    print(error)
print(it.gi_frame is None)
it.close()
