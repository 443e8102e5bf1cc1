"""From syntax to machines: make functions of generator expressions, find the scopes, cut suspending functions into states.

Read in this order: `forms` (generator expressions as functions), `names` (which scope a name belongs to), `suspension` (which
parts suspend), `builder` (states under construction), `expressions`, `statements`, `loops`, `handlers`, `functions` (a whole
function).  Of minicoro, this package imports only `core`.
"""
