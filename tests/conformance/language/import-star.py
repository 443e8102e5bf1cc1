# ---
# description: import * binds what __all__ names.
# rule: import/star
# ---

import sys
import types

module = types.ModuleType("made")
module.a, module._b, module.c = 1, 2, 3
sys.modules["made"] = module
from made import *  # noqa: E402, F403

print("a" in globals(), "_b" in globals(), "c" in globals())
module.__all__ = ["_b"]
from made import *  # noqa: E402, F403

print("_b" in globals())
