"""`python -m minicoro` is the `minicoro` command."""

import sys

from minicoro.cli import main

if __name__ == "__main__":
    sys.exit(main())
