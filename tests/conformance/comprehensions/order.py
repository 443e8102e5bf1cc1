# ---
# description: Conditions, then key, then value; inner loops start again.
# rule: comprehension/order
# features: [comprehension, generator]
# ---

def say(name, value=True):
    print(name, end=" ")
    return value


print({say("key", n): say("value", n) for n in say("iterable", [1, 2]) if say("if")})
print([n for n in say("outer", "ab") for _ in say("inner", "x")])
