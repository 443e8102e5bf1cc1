"""Texts that are nearly Python: pieces of valid text with tokens deleted, doubled, swapped or replaced."""

from __future__ import annotations

import random
import re

PIECE = re.compile(r"\n[ \t]*|[ \t]+|\w+|[^\w\s]")
STRANGERS = [
    "(", ")", "[", "]", "{", "}", ",", ":", ";", "=", ":=", "*", "**", ".", "->", "@", "+", "-", "==", "!", "~", "\\", "'", '"',
    '"""', "\n", "\n    ", "\t", " ", "#", "0", "1_0", "1.5e3j", "x", "_", "é", "f'{x}'", "f'", "b''", "u''", "...", "None",
    "if", "else", "elif", "for", "in", "not", "is", "and", "or", "lambda", "yield", "yield from x", "await", "async",
    "def", "class", "with", "as", "match", "case", "type", "del", "return", "import", "from", "global", "try:", "except",
    "except*", "lazy", "t'{x}'", "t'", "except a, b:", "for x in y", "finally:", "pass", "while", "raise", "assert", "/", "|", "<>", "$", "?", "\x0c", "\x00",
]  # fmt: skip


def mutations(text: str, seed: int, count: int) -> list[str]:
    """Return ``count`` variations of ``text``, always the same ones for a seed."""
    chance = random.Random(seed)
    return [_mutated(PIECE.findall(text), chance) for _ in range(count)]


def _mutated(pieces: list[str], chance: random.Random) -> str:
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        place = chance.randrange(len(pieces)) if pieces else 0
        act = chance.randrange(6)
        if act == 0:
            del pieces[place : place + 1]
        elif act == 1:
            pieces.insert(place, chance.choice(STRANGERS))
        elif act == 2:
            pieces[place : place + 1] = [chance.choice(STRANGERS)]
        elif act == 3 and pieces:
            other = chance.randrange(len(pieces))
            pieces[place], pieces[other] = pieces[other], pieces[place]
        elif act == 4 and pieces:
            pieces.insert(place, pieces[chance.randrange(len(pieces))])
        elif pieces:
            other = min(len(pieces), place + chance.randrange(1, 6))
            del pieces[place:other]
    return "".join(pieces)
