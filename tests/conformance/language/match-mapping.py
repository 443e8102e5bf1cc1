# ---
# description: The subjects that a mapping pattern matches.
# rule: match/mapping
# features: [match]
# ---

from collections import defaultdict

for subject in ({"a": 1, "b": 2}, {}, defaultdict(int), [("a", 1)]):
    match subject:
        case {"a": x, **rest}:
            print(x, rest)
        case {}:
            print("mapping", len(subject))
        case _:
            print("no mapping")
