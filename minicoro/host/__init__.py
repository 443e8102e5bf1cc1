"""Running programs: the setup of ``python FILE``, with an engine of minicoro instead of the host's coroutines.

`compiling` turns source text into code objects; `modules` imports the program's own modules; `callers` replaces the builtins
that look at their caller; `kinds` makes the names in ``types`` mean the interpreter's classes; `run` starts a program.
"""
