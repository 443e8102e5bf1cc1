"""From syntax to machines: find the scopes, then cut a suspending function into states.

Read in this order: `names` (which scope a name belongs to), `suspension` (which parts suspend), `builder` (states under
construction), `expressions`, `statements`, `loops`, `handlers`, `functions` (a whole function).  Of minicoro, this room
imports only `core`.
"""
