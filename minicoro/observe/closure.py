"""Parts of a graph: the closure of a set of nodes, the nodes that are left when others go, a cycle."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

T = TypeVar("T", bound=Hashable)


def closure(starts: Iterable[T], following: Callable[[T], Iterable[T]]) -> set[T]:
    """The start nodes and all nodes that can be reached from them."""
    reached = set(starts)
    waiting = list(reached)
    while waiting:
        new = set(following(waiting.pop())) - reached
        reached |= new
        waiting += new
    return reached


def left(nodes: Iterable[T], stays: Callable[[T, set[T]], bool]) -> list[T]:
    """The nodes that are left if, again and again, those go that do not stay with the set of those that are left."""
    found, others = list(nodes), set(nodes)
    while len(found := [each for each in found if stays(each, others)]) < len(others):
        others = set(found)
    return found


def circle(edges: dict[Any, list[Any]]) -> list[Any]:
    """A cycle in a graph, from the node that comes first in ``edges`` back to it; empty if there is none."""
    seen: set[Any] = set()
    for start in edges:
        way: list[Any] = []
        branches = [[start]]
        while branches:
            if not branches[-1]:
                branches.pop()
                del way[-1:]
                continue
            node = branches[-1].pop()
            if node in way:
                return _turned(way[way.index(node) :], list(edges))
            if node not in seen:
                seen.add(node)
                way.append(node)
                branches.append(edges.get(node, [])[::-1])
    return []


def _turned(cycle: list[Any], order: list[Any]) -> list[Any]:
    first = cycle.index(min(cycle, key=order.index))
    return [*cycle[first:], *cycle[: first + 1]]
