"""Machines as text for a terminal."""

import textwrap

from minicoro.observe.finding import Found
from minicoro.observe.python_text import python_of
from minicoro.observe.rows import StateRows, rows_of

_GUTTER = 6


def text_of(found: Found, width: int = 80, raw: bool = False) -> str:
    """A machine in lines of at most ``width`` columns (except a word that is longer)."""
    rows = rows_of(found, raw)
    suspending = [str(row.number) for row in rows if row.suspends]
    count = len(found.machine.states)
    head = f"{found.qualname} · {found.kind} · {found.filename}:{found.first_line}"
    states = "1 state" if count == 1 else f"{count} states"
    if len(rows) < count:
        states += f" ({len(rows)} shown; the others do nothing, or no way leads to them)"
    where = f", suspends in {', '.join(suspending)}" if suspending else ", suspends nowhere"
    lines = [head, *textwrap.wrap(states + where, width)]
    if found.current is not None:
        lines.append(f"now in state {found.current}")
    for row in rows:
        lines += ["", *_state(row, found, width)]
    if found.variables:
        lines += ["", "variables now"]
        lines += [_fit(f"  {name} = {value}", width) for name, value in found.variables]
    return "\n".join(lines) + "\n"


def python_text(found: Found, width: int = 80) -> str:
    """A machine as Python-like pseudocode; each line of the source is beside the first line of its Python."""
    head = f"{found.qualname} · {found.kind} · {found.filename}:{found.first_line}"
    lines, column, last = [head], max(32, width * 3 // 5), 0
    for number, state in python_of(found.machine):
        lines += ["", f"state {number}" + (" (start)" if number == 0 else "")]
        for line, text in state:
            shown = _line(line, text, len(text) + _GUTTER + 2)
            if line not in (0, last) and line <= len(found.lines):
                comment = f"# {found.lines[line - 1].strip()}"
                shown = f"{shown:<{column}}  {_fit(comment, max(24, width - max(column, len(shown)) - 2))}"
            last = line or last
            lines.append(shown)
    return "\n".join(lines) + "\n"


def _state(row: StateRows, found: Found, width: int) -> list[str]:
    title = f"state {row.number}" + (" (start)" if row.number == 0 else "")
    if row.number == found.current:
        title = f"▶ {title}  ← here"
    if row.handling:
        title += f"  handling {' or '.join(row.handling)}"
    lines = [title]
    lines += [_line(step.line, step.text, width) for step in row.steps]
    lines += _exit(row, width)
    if row.suspends:
        lines += _wrapped("alive: " + (", ".join(row.alive) or "nothing"), width)
    if row.error is not None:
        lines += _wrapped(f"exception: kept in {row.keeps_error} → {row.error.target}", width)
    return lines


def _exit(row: StateRows, width: int) -> list[str]:
    """The exit and the next states; in lines of their own if one line is too short."""
    ways = [f"{edge.label} → {edge.target}" if edge.label else f"→ {edge.target}" for edge in row.edges]
    if "raises" in row.ends and ways:
        ways.append("an exception → raised again")
    mark = "⏸ " if row.suspends else ""
    whole = f"{row.exit.text}  {', '.join(ways)}".strip()
    if not whole:
        return []
    if len(whole) + len(mark) + _GUTTER + 2 <= width or not row.exit.text or not ways:
        return [_line(row.exit.line, whole, width, mark)]
    return [_line(row.exit.line, row.exit.text, width, mark), *_wrapped(", ".join(ways), width)]


def _wrapped(text: str, width: int) -> list[str]:
    indent = " " * (_GUTTER + 2)
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent + "  ")


def _line(number: int, text: str, width: int, mark: str = "") -> str:
    shown = str(number) if number else ""
    return _fit(f"{shown:>{_GUTTER - 1}} │ {mark}{text}", width)


def _fit(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
