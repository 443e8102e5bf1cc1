# ---
# description: A function runs under the globals it was defined with.
# rule: call/plain
# ---

import types


def f():
    return name


name = "mine"
other = types.FunctionType(f.__code__, {"name": "other", "__builtins__": __builtins__})
print(f(), other())
