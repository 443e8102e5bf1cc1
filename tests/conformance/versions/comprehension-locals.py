# ---
# description: The result of locals() and similar functions while a comprehension runs in the frame of a module or class.
# rule: versions/inlined-comprehensions
# features: [comprehension]
# ---

x = "module"
print([locals()["x"] for x in [1, 2]], x)
print([eval("x") for x in [1, 2]], [vars()["x"] for x in [1]], ["x" in dir() for x in [1]], x)
print([sorted(name for name in locals() if name in ("x", "y")) for y in [1]])
namespace = {"n": "kept"}
exec("squares = [n * n for n in range(3)]\nafter = n", namespace)
print(namespace["squares"], namespace["after"])


class Box:
    size = 3
    print([sorted(name for name in locals() if name in ("n", "size")) for n in [1]])
    [exec("made = n") for n in [1]]
    print("made" in locals(), "n" in locals())


def function():
    size = 3
    print([sorted(name for name in locals() if name in ("n", "size")) for n in [1]])


function()
