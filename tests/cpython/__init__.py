"""CPython's own tests, run through minicoro and compared with CPython: `python -m tests.cpython`.

Every test that passes under the running CPython has to pass under `minicoro run`, except those in `listed.toml`.
"""
