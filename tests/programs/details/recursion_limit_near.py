"""A recursion limit just above the current depth can be set, is kept, and can be raised again."""

import sys


def depth(n=1):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


def nearest():
    limit = 1
    while True:
        try:
            sys.setrecursionlimit(limit)
        except RecursionError:
            limit += 1
        else:
            return limit < 20


def depths(limit):
    sys.setrecursionlimit(limit)
    try:
        return depth()
    finally:
        sys.setrecursionlimit(1000)


print(nearest())
sys.setrecursionlimit(1000)
for limit in (20, 50):
    print(limit, depths(limit))
print(sys.getrecursionlimit())
