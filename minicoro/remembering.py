"""Answers that are remembered: ``functools.lru_cache`` without ``functools``, which takes long to load."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    F = TypeVar("F", bound=Callable[..., Any])


def remembered(at_most: int) -> Callable[[F], F]:
    """Let a function of hashable arguments remember its answers; when there are ``at_most``, it begins anew."""

    def decorate(function: F) -> F:
        known: dict[tuple[object, ...], object] = {}

        def ask(*arguments: object) -> object:
            try:
                return known[arguments]
            except KeyError:
                pass
            if len(known) >= at_most:
                known.clear()
            answer = known[arguments] = function(*arguments)
            return answer

        asked: Any = ask
        asked.__doc__ = function.__doc__
        return asked  # type: ignore[no-any-return]

    return decorate
