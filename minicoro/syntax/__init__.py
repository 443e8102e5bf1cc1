"""Source text to ``ast`` nodes, and the rules about coroutines."""

from __future__ import annotations

from .errors import GrammarFault
from .host import host_refusal
from .parser import parse
from .rules import check
from .unfinished import is_unfinished

__all__ = ["GrammarFault", "check", "host_refusal", "is_unfinished", "parse"]
