"""Container protocols: length, membership, iteration, slices and reversed."""


class Deck:
    def __init__(self, cards):
        self.cards = list(cards)

    def __len__(self):
        return len(self.cards)

    def __getitem__(self, index):
        print("get", index)
        return self.cards[index]

    def __setitem__(self, index, value):
        print("set", index, value)
        self.cards[index] = value

    def __delitem__(self, index):
        print("del", index)
        del self.cards[index]

    def __missing__(self, key):
        return "missing"


deck = Deck("abcd")
print(deck[0], deck[-1], deck[1:3], deck[::2], list(deck), "c" in deck, list(reversed(deck)))
deck[0] = "z"
deck[1:2] = ["x", "y"]
del deck[-1]
print(deck.cards, bool(deck), bool(Deck("")))
first, *middle, last = deck
print(first, middle, last)
deck[1] += "!"
print(deck[..., 1:2] if False else deck.cards)
(a, b), c, *_ = [(1, 2), 3, 4, 5]
print(a, b, c, _)
try:
    a, b = deck.cards
except ValueError as error:
    print(error)
a, *b, c = [1]
