"""The programs that are measured: plain Python, run by both interpreters.

A program has ``bench(n)``, which does its work ``n`` times and returns something that must come out the same on both
sides, and ``GROUP``, the name of the target that it counts for.  With ``PARAMETERS`` it is measured once for each, as
``bench(n, parameter)``; with ``prepare`` too, as ``bench(n, prepare(parameter))``, and only ``bench`` is timed.
"""
