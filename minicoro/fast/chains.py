"""A deep chain of delegates is resumed from its leaf (the innermost), not from its root down through all waiting objects.

CPython resumes the outermost object, which resumes its delegate, and so on: the cost of a resumption grows with the depth.
Here the outermost object remembers the chain, and its leaf is resumed directly.  When the leaf ends, its value or exception
is passed to the object around it, and so on outwards.  So the cost of a resumption does not depend on the depth.

The waiting frames are then not on the host's stack.  So short chains, and all chains during tracing, are resumed as in
CPython.  Measured by the benchmarks ``await_chain`` and ``yield_from_chain``.
"""

from __future__ import annotations

import sys
from itertools import cycle
from sys import _getframe, getrecursionlimit  # the host's own: a program gets replacements
from typing import Any

from ..core import events, objects
from ..core.engine import RUNNING, THROW, Ended, Limit
from ..core.objects import LINKS

DEEP = 8
"""A chain with more links than this is deep."""

SELDOM = 16
"""Only one in so many resumptions looks for a chain, because finding a chain costs as much as resuming several of its links."""


class Chain:
    """links: an object, its delegate, and so on; each refers to the chain.  running: the leaf is running."""

    __slots__ = ("links", "running")

    def __init__(self, links: list[Any]) -> None:
        self.links, self.running = links, False
        for link in links:
            link.chain = self

    def dissolve(self) -> None:
        """Forget the chain: from now on its links are resumed one by one."""
        for link in self.links:
            link.chain = None

    def resume(self, root: Any, sent: object) -> Any:
        """Resume the leaf with a value; when it ends, resume the links around it, one by one."""
        links = self.links
        leaf, known = links[-1], len(links)
        while type(leaf.delegate) in LINKS and leaf.delegate.state > 0:
            leaf = leaf.delegate
            leaf.chain = self
            links.append(leaf)
        too_deep = len(links) > known and not fits(links)
        if leaf.state <= 0 or leaf is root or too_deep:  # or: the leaf was resumed other than by this chain
            self.dissolve()
            return root.run(root, sent)
        state, root.state, self.running = root.state, RUNNING, True
        leaf = None  # the leaf must be destroyed when it ends, before this call does
        try:
            return self._run(root, state, sent)
        finally:
            self.running = False
            if root.state == RUNNING:
                root.state = state
            del self, root, links, leaf, sent

    def _run(self, root: Any, state: int, sent: object) -> Any:
        links, leaf, value = self.links, root, None
        try:
            while True:
                leaf = links[-1]
                if leaf is root:
                    self.dissolve()
                    root.state = state
                    return root.run(root, sent)
                failed = None
                try:
                    value = leaf.run(leaf, sent)
                except BaseException as error:
                    failed = error
                if failed is None and leaf.state >= 0:
                    return value
                leaf.chain = None
                links.pop()
                if failed is not None:
                    links[-1].error, failed, sent = failed, None, THROW
                else:
                    links[-1].delegate, sent, value = Ended(value), None, None
        finally:
            del self, root, links, leaf, value, sent


def fits(links: list[Any]) -> bool:
    """Whether the host's stack could hold the waiting frames; if not, the program must meet RecursionError.

    Rule: recursion/limit
    """
    limit = min(getrecursionlimit(), Limit.calls)
    if len(links) < limit // 2:
        return True
    depth, frame = 0, _getframe(1)
    while frame is not None:
        depth, frame = depth + 1, frame.f_back  # type: ignore[assignment]
    return depth + len(links) < limit


def chain_of(root: Any) -> Chain | None:
    """The chain that begins at a suspended object; None: it is not deep, or the program is traced or watched."""
    link, links = root.delegate, [root]
    while type(link) in LINKS and link.state > 0 and link.chain is None:
        links.append(link)
        link = link.delegate
    if len(links) <= DEEP or not fits(links) or events.watcher is not None or sys.gettrace() or sys.getprofile():
        return None
    return Chain(links)


def resume_by_chain(o: Any, value: object) -> Any:
    """Resume a suspended object; if it is in a chain, or a deep one is found, by this chain."""
    chain = None
    try:
        chain = o.chain or chain_of(o)
        if chain is None:
            return o.run(o, value)
        if chain.links[0] is o:
            return chain.resume(o, value)
        if chain.running:
            raise ValueError(f"{o.KIND} already executing")
        chain.dissolve()
        return o.run(o, value)
    finally:
        del o, value, chain


def install() -> None:
    """From now on resume deep chains from their leaves."""
    objects.resume_chain = resume_by_chain
    objects.may_be_deep = cycle([False] * (SELDOM - 1) + [True]).__next__
