"""The words of errors about attributes of a frame that cannot be set or deleted."""

import sys

f = sys._getframe()
for n, op in (
    ("del", lambda: delattr(f, "f_lineno")),
    ("locals", lambda: setattr(f, "f_locals", {})),
    ("back", lambda: setattr(f, "f_back", None)),
    ("code", lambda: setattr(f, "f_code", None)),
):
    try:
        op()
    except AttributeError as e:
        print(n, e)
