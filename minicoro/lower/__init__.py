"""From syntax to machines: scopes, then the cutting of a suspending function into states.

Read in this order: `names` (which scope a name belongs to), `suspension` (which parts suspend), `builder` (states under
construction), `expressions`, `statements`, `loops`, `handlers`, `functions` (the whole).  Imports `core` and nothing
else of minicoro.
"""
