"""The command line: what stands between a shell and the interpreter.

`main` is the `minicoro` command and `python -m minicoro`. Nothing heavy is imported before it is known that a program
is to run: `--help`, a mistyped option and the restart for `-X` and `-W` cost only what they need.
"""

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (without the command's own name; default: the process's) and return its exit code.

    An exception that the interpreted program did not catch leaves this function too, so that the host ends the
    process exactly as it ends one of its own: see `minicoro.cli.ending`.
    """
    from minicoro.cli.door import enter

    return enter(argv)
