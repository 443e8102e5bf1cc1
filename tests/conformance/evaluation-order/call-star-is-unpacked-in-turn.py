# ---
# description: *args of a call is unpacked before the arguments to its right are evaluated.
# rule: evaluation/call-order
# features: [generator]
# ---

def items():
    print("unpacked")
    yield 1


def g():
    print(*items(), (yield "suspended"))


it = g()
print(next(it))
next(it, None)
