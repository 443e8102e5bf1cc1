"""Strings, f-strings, slices, and dicts, sets and lists that are filled and read."""

GROUP = "language"

TEXT = "the quick brown fox jumps over the lazy dog while the small cat sleeps near the warm stove"


def count_words(text):
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    return counts


def rotated(word):
    return word[1:] + word[0].upper() if len(word) > 3 else word


def describe(counts):
    lines = []
    for word, count in sorted(counts.items()):
        lines.append(f"{word:>6} x{count} {rotated(word)!r}")
    return "\n".join(lines)


def index_letters(text):
    places = {}
    for place, letter in enumerate(text):
        if letter in "aeiou":
            places.setdefault(letter, []).append(place)
    return {letter: found[-1] - found[0] for letter, found in places.items()}


def bench(n):
    size = 0
    for _ in range(n):
        size += len(describe(count_words(TEXT)))
        size += sum(index_letters(TEXT).values())
        size += len(set(TEXT) - {" ", "t"})
    return size
