"""A suspended generator that is closed at the end of the process after the library's modules have been cleared."""

import sys


class Finder:
    def find_spec(self, name, path, target=None):
        pass


sys.meta_path.insert(0, Finder())  # with the name of this module in this module, it keeps the module's variables


def multiples(of):
    return (of * number for number in range(3))


kept = multiples(2)
print(next(kept))
import __main__  # noqa: E402
