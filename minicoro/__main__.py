"""The ``minicoro`` command, which is ``python -m minicoro`` as well."""

import sys


def main() -> int:
    """Run the command line of this process and return the exit code.

    An exception that the interpreted program did not catch leaves this function too, so that the host ends the
    process exactly as it ends one of its own: see `minicoro.cli.ending`.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - what is installed may be run by another Python
        print(
            "minicoro: it needs Python 3.11 or newer; this is Python {}.{}".format(*sys.version_info), file=sys.stderr
        )
        return 69
    if not sys.flags.safe_path:
        # The host's entry for our own start: the directory of the `minicoro` command, or for `-m minicoro` the working
        # directory. It goes first of all, lest a module there stand in for one that we are going to import.
        del sys.path[0]
    from minicoro.cli.dispatch import enter

    return enter(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
