"""A reference interpreter of Python's coroutine semantics."""

__version__ = "0.1.0"
