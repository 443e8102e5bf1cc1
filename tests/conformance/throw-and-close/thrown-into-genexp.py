# ---
# description: The line in a traceback of a generator expression that is thrown into.
# rule: traceback/places
# features: [generator, comprehension, tracebacks, frames]
# ---

import traceback

it = (
    x
    + 1
    for x in [1, 2]
)
next(it)
print(it.gi_frame.f_lineno)
try:
    it.throw(KeyError("k"))
except KeyError as error:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    print(frame.lineno, frame.end_lineno, frame.colno, frame.end_colno)
