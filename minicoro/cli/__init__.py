"""The command line: the part between a shell and the interpreter.

It begins in `minicoro.__main__`.  Large modules are imported only when a program is to run: ``--help``, a mistyped option and
the restart for ``-X`` and ``-W`` load only the modules that they need.
"""
