"""How fast minicoro is, beside the CPython that runs it: see ``README.md``."""
