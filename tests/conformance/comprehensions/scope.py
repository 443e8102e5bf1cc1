# ---
# description: The variables of a comprehension do not leak; a named expression does.
# rule: comprehension/scope
# features: [comprehension]
# ---

x = "outer"
print([x for x in "ab"], x)
print([last := n for n in range(3)], last)


class C:
    items = [1, 2]
    doubled = [i * 2 for i in items]
    try:
        failing = [items for _ in items]
    except NameError as error:
        failing = type(error).__name__


print(C.doubled, C.failing)
