from __future__ import annotations

print("importing", __name__)
from . import catalogue as prices
from .tools.money import format_price


class Cart:
    items: dict[str, int]

    def __init__(self):
        self.items = {}

    def add(self, name: str, count: int = 1) -> None:
        self.items[name] = self.items.get(name, 0) + count

    def total(self) -> str:
        return format_price(sum(prices.PRICES[n] * c for n, c in self.items.items()))
