"""The methods behind the grammar's alternatives: one small method each, tokens and nodes in, a node out."""

from __future__ import annotations

from .builder import Builder

__all__ = ["Builder"]
