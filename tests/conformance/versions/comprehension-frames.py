# ---
# description: Whether a list comprehension has a frame.
# rule: versions/inlined-comprehensions
# features: [comprehension, frames]
# ---

import sys


def f():
    return [sys._getframe().f_code.co_name for _ in "a"], list(sys._getframe().f_code.co_name for _ in "a")


print(f())
