"""The command line: what stands between a shell and the interpreter.

`main` is the `minicoro` command and `python -m minicoro`. Nothing heavy is imported before it is known that a program
is to run: `--help`, a mistyped option and the restart for `-X` and `-W` cost only what they need.
"""

import sys


def main() -> int:
    """Run the command line of this process and return the exit code.

    An exception that the interpreted program did not catch leaves this function too, so that the host ends the
    process exactly as it ends one of its own: see `minicoro.cli.ending`.
    """
    if not sys.flags.safe_path:
        # The host's entry for our own start: the directory of the `minicoro` command, or for `-m minicoro` the working
        # directory. It goes first of all, lest a module there stand in for one that we are going to import.
        del sys.path[0]
    from minicoro.cli.door import enter

    return enter(sys.argv[1:])
