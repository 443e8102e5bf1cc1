# ---
# description: Refused before anything runs (await in future annotation).
# rule: syntax/await-in-annotation
# features: [syntax]
# min-python: 3.10
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

from __future__ import annotations

print('never')
async def f():
    x: (await y) = 1
