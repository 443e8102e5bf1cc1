"""The life cycle of a suspendable object."""

from __future__ import annotations

from minicoro.records import Enum


class Status(Enum):
    """Where an object stands in its life; the table of transitions is in ``spec/machine.md``."""

    CREATED = "created"
    RUNNING = "running"
    SUSPENDED = "suspended"
    DELEGATING = "suspended in a delegate"
    CLOSED = "closed"


STOPPED = -1
"""The number of no state: the object's status and value say how it stopped."""

RAISED = -2
"""The number of no state: the object's value is an exception of before, which goes on from the object's state."""

HANDLING = -3
"""The number of no state: the object goes on with its state, in which an exception is being handled."""

GOES_ON_HANDLING = -4
"""The number of no state: the same for one that is resumed there, which has begun with its state before."""
