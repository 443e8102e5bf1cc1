# ---
# description: Refused before anything runs (yield in future annotation).
# rule: syntax/yield-in-annotation
# features: [syntax]
# min-python: 3.10
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

from __future__ import annotations

print('never')
def f(x: (yield)): pass
