"""Every schedule of an asyncio program: the possible orders of its callbacks, the wrong outcomes, and the proof.

`control` and `loop` run a program once, in an order that a chooser determines; `search` runs it again and again; `states` gives
equal keys to equal states, so that each state is visited once and the end of a search is a proof; `accesses` and `instrument`
record the reads and writes of each step; `report` prints the findings.  `minicoro explore` and
`minicoro.schedules.testing.explore` use `exploring`.
"""
