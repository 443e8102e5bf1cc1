# ---
# description: types.coroutine needs a callable.
# rule: await/types-coroutine
# features: [types-coroutine, messages]
# ---

import types

try:
    types.coroutine(1)
except TypeError as error:
    print(error)
