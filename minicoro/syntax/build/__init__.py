"""The methods of the grammar's alternatives: each is small, gets tokens and nodes, and returns a node."""

from __future__ import annotations

from .builder import Builder

__all__ = ["Builder"]
