# ---
# description: Refused before anything runs (walrus in future annotation).
# rule: syntax/named-expression-in-annotation
# features: [syntax]
# min-python: 3.10
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

from __future__ import annotations

print('never')
x: (y := 1) = 2
