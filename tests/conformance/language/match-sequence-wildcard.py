# ---
# description: Which items a sequence pattern fetches.
# rule: match/sequence-wildcard
# features: [match]
# ---

from collections.abc import Sequence


class Items(Sequence):
    def __len__(self):
        return 4

    def __getitem__(self, index):
        if index >= 4:
            raise IndexError
        print("item", index)
        return index


match Items():
    case [_, _]:
        pass
    case [a, *_, b] if a > b:
        pass
    case [_, 7, *rest]:
        pass
    case [*_]:
        print("any")
