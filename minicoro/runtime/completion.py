"""How a statement ends when not normally: the marks that its closure gives."""

from __future__ import annotations

BREAK = "break"
CONTINUE = "continue"
RETURNED = "$return"
"""The variable of a frame in which a machine keeps a returned value, as the 1-tuple that the statement gave."""
