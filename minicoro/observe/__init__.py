"""Looking at programs: machines as text and diagrams, the stream of events, and its readers.

Everything here is printed from what the interpreter executes: machines from `minicoro.api.Machine`, runs from
the events that the runtime emits (``spec/events.md``).
"""
