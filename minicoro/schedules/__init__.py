"""Every schedule of an asyncio program: which orders of its callbacks there are, what goes wrong in which, and what is proved.

`control` and `loop` run a program once, under an order that somebody chooses; `search` runs it again and again;
`states` names equal states equally, so that each is visited once and the end of a search is a proof; `accesses` and
`instrument` record what each step reads and writes; `report` says what was found.  `minicoro explore` and
`minicoro.schedules.testing.explore` are built on `exploring`.
"""
