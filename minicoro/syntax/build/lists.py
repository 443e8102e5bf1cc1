"""Lists, and values that are passed on unchanged."""

from __future__ import annotations

from typing import TypeVar

from minicoro.syntax.driver import node, passed
from minicoro.syntax.tokens import Token

from .base import Base

Item = TypeVar("Item")


def listed(*items: object) -> list[object]:
    return list(items)


def appended(items: list[Item], item: Item) -> list[Item]:
    items.append(item)
    return items


class Lists(Base):
    """Left-recursive rules append to one list in place, so that building a list takes time proportional to its length."""

    one = node(listed, 0)
    one_and = node(listed, 0)
    two = node(listed, 0, 2)
    more = node(appended, 0, 1)
    more_after = node(appended, 0, 2)
    more_before = node(appended, 0, 1)

    def first_and_more(self, item: Item, _comma: Token, items: list[Item], _last: Token | None) -> list[Item]:
        items.insert(0, item)
        return items

    def joined(self, items: list[Item], others: list[Item]) -> list[Item]:
        items.extend(others)
        return items

    second = node(passed, 1)
    ignore = node(passed, None)
    ignore_none = node(passed, 0)
