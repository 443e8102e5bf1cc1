"""The command line: what stands between a shell and the interpreter.

It begins in `minicoro.__main__`.  Nothing heavy is imported before it is known that a program is to run: ``--help``, a
mistyped option and the restart for ``-X`` and ``-W`` cost only what they need.
"""
