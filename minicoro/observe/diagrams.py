"""Machines as diagrams: Mermaid, Graphviz, SVG."""

import shutil
import subprocess

from minicoro.observe.finding import Found
from minicoro.observe.rows import StateRows, rows_of

_LONGEST = 48


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _lines(row: StateRows) -> list[str]:
    """The lines in a box of a diagram: the number of the state, then its steps and exit."""
    texts = [step.text for step in row.steps]
    texts.append(row.exit.text)
    return [f"{row.number}", *[_short(text) for text in texts if text]]


def mermaid(found: list[Found], raw: bool = False) -> str:
    """One state diagram in Mermaid's language; with several machines, each is a composite state of it."""
    if len(found) == 1:
        head = ["---", f'title: "{_mermaid_text(found[0].qualname)}"', "---", "stateDiagram-v2"]
        return "\n".join([*head, *_mermaid_machine(found[0], "s", raw), *_mermaid_looks()]) + "\n"
    lines = ["stateDiagram-v2"]
    for index, one in enumerate(found):
        inside = _mermaid_machine(one, f"m{index}s", raw)
        lines += [f'  state "{_mermaid_text(one.qualname)}" as m{index} {{', *[f"  {line}" for line in inside], "  }"]
    return "\n".join([*lines, *_mermaid_looks()]) + "\n"


def _mermaid_machine(found: Found, prefix: str, raw: bool) -> list[str]:
    lines = [f"  [*] --> {prefix}0"]
    for row in rows_of(found, raw):
        name = f"{prefix}{row.number}"
        label = "<br/>".join([_mermaid_text(text) for text in _lines(row)])
        lines.append(f'  state "{label}" as {name}')
        look = "current" if found.current == row.number else "suspends" if row.suspends else ""
        if look:
            lines.append(f"  class {name} {look}")
        for edge in row.edges:
            told = f": {_mermaid_text(edge.label)}" if edge.label else ""
            lines.append(f"  {name} --> {prefix}{edge.target}{told}")
        if row.error is not None:
            lines.append(f"  {name} --> {prefix}{row.error.target}: exception")
        lines += [f"  {name} --> [*]: {end}" for end in row.ends]
    return lines


def _mermaid_looks() -> list[str]:
    return ["  classDef suspends stroke-width:3px", "  classDef current fill:#ffd54a,color:#000"]


def _mermaid_text(text: str) -> str:
    """Text for Mermaid: characters with a meaning in its language are written as numbers."""
    return "".join([each if each.isalnum() or each in " _.,()[]=+*/$…⏸→" else f"#{ord(each)};" for each in text])


def dot(found: list[Found], raw: bool = False) -> str:
    """One Graphviz graph with a cluster for each machine."""
    lines = [
        "digraph minicoro {",
        "  node [shape=box, style=rounded, fontname=monospace, fontsize=10];",
        "  edge [fontname=monospace, fontsize=9];",
    ]
    for index, one in enumerate(found):
        lines += [f"  subgraph cluster_{index} {{", f"    label={_quoted(one.qualname)}; fontname=monospace;"]
        for row in rows_of(one, raw):
            lines += _dot_state(index, row, one)
        lines.append("  }")
    return "\n".join([*lines, "}"]) + "\n"


def _dot_state(index: int, row: StateRows, found: Found) -> list[str]:
    name = f"m{index}s{row.number}"
    label = "\\l".join([_quoted(text)[1:-1] for text in _lines(row)]) + "\\l"
    look = ', penwidth=2, color="#b26a00"' if row.suspends else ""
    if found.current == row.number:
        look += ', style="rounded,filled", fillcolor="#ffd54a"'
    lines = [f'    {name} [label="{label}"{look}];']
    for edge in row.edges:
        style = ", style=dotted" if edge.kind == "finally" else ""
        lines.append(f"    {name} -> m{index}s{edge.target} [label={_quoted(edge.label)}{style}];")
    if row.error is not None:
        lines.append(f'    {name} -> m{index}s{row.error.target} [style=dashed, color="#c03030"];')
    for end in row.ends:
        lines += [f"    {name}{end} [shape=circle, label={_quoted(end)}];", f"    {name} -> {name}{end};"]
    return lines


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


class GraphvizMissingError(Exception):
    """There is no `dot` on this machine; the text says what to do."""


def svg(found: list[Found], raw: bool = False) -> str:
    """A picture, laid out by Graphviz.  Raises GraphvizMissingError if that is not installed."""
    command = shutil.which("dot")
    if command is None:
        raise GraphvizMissingError(
            "--svg needs Graphviz, whose command `dot` is not on PATH (install the package `graphviz` of your "
            "system, or use --mermaid or --dot)"
        )
    drawn = subprocess.run([command, "-Tsvg"], input=dot(found, raw), capture_output=True, encoding="utf-8", check=True)
    return drawn.stdout
