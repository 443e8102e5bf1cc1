# ---
# description: The subjects that a sequence pattern matches.
# rule: match/sequence
# features: [match]
# ---

from collections import deque

for subject in ([1, 2], (1, 2), "ab", b"ab", range(2), {1, 2}, deque([1, 2]), iter([1, 2])):
    match subject:
        case [a, *rest]:
            print(a, rest)
        case _:
            print("no sequence")
