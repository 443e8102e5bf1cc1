"""Views of programs: machines as text and diagrams, the stream of events, and its readers.

All views show the data that the interpreter executes: machines from `minicoro.api.Machine`, runs from the events that the
runtime issues (``spec/events.md``).
"""
