"""Small programs of many kinds, run by CPython and by minicoro: output, errors and exit code must be the same."""
