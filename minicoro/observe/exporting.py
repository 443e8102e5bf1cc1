"""The readers that write files, by the name of their form."""

from minicoro.observe.stream import Reader


def writer(form: str, path: str) -> Reader:
    """A reader that writes ``path``; raises OSError if the file cannot be written."""
    if form == "json":
        from minicoro.observe.json_lines import JsonLines

        return JsonLines(path)
    if form == "perfetto":
        from minicoro.observe.perfetto import Perfetto

        return Perfetto(path)
    if form == "mermaid":
        from minicoro.observe.sequence import Sequence

        return Sequence(path)
    from minicoro.observe.page import Page

    return Page(path)
