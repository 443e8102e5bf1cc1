"""Lists, and values that are passed on unchanged."""

from __future__ import annotations

from typing import TypeVar

from minicoro.syntax.driver import node, passed
from minicoro.syntax.tokens import Token

from .base import Base

Item = TypeVar("Item")


class Lists(Base):
    """Left-recursive rules append to one list in place, so that building a list takes time proportional to its length."""

    def one(self, item: Item) -> list[Item]:
        return [item]

    def one_and(self, item: Item, _mark: Token) -> list[Item]:
        return [item]

    def two(self, left: Item, _mark: Token, right: Item) -> list[Item]:
        return [left, right]

    def more(self, items: list[Item], item: Item) -> list[Item]:
        items.append(item)
        return items

    def more_after(self, items: list[Item], _mark: Token, item: Item) -> list[Item]:
        items.append(item)
        return items

    def more_before(self, items: list[Item], item: Item, _mark: Token) -> list[Item]:
        items.append(item)
        return items

    def first_and_more(self, item: Item, _comma: Token, items: list[Item], _last: Token | None) -> list[Item]:
        items.insert(0, item)
        return items

    def joined(self, items: list[Item], others: list[Item]) -> list[Item]:
        items.extend(others)
        return items

    second = node(passed, 1)
    ignore = node(passed, None)
    ignore_none = node(passed, 0)
