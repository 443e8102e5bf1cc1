"""``python -m benchmarks.results``: put the figures of all baselines into the tables of ``RESULTS.md``."""

from __future__ import annotations

from typing import Any

from benchmarks import baseline
from benchmarks.catalogue import HERE, catalogue
from benchmarks.summary import EACH_AT_MOST, MEANS_AT_MOST, WALKED_EACH_AT_MOST, WALKED_MEAN_AT_MOST, WHOLE_AT_MOST

START, END = "<!-- figures -->", "<!-- end of figures -->"
PAGE = HERE / "RESULTS.md"


def figures() -> str:
    """The tables, in Markdown."""
    versions = [baseline.read(path) for path in sorted((HERE / "baseline").glob("3.*.json"))]
    heads = [version["python"] for version in versions]
    compiled = [*means(versions, heads), "", *ratios(versions, heads), "", *bars(versions[-1]), "", *depths(versions)]
    return "\n".join([*compiled, "", *walked()])


def walked() -> list[str]:
    """The table of the walking engine: the mean of all, and the slowest benchmark."""
    versions = [baseline.read(path) for path in sorted((HERE / "baseline").glob("walked-*.json"))]
    worst = [max(version["benchmarks"].items(), key=lambda item: item[1]["ratio"]) for version in versions]
    lines = head("walking engine (`--walk`)", [*[version["python"] for version in versions], "at most"])
    lines.append(
        line("geometric mean of all", [f"{version['mean']:.1f}" for version in versions] + [f"{WALKED_MEAN_AT_MOST:g}"])
    )
    slowest = [f"{entry['ratio']:.0f} (`{name}`)" for name, entry in worst]
    return [*lines, line("slowest", [*slowest, f"{WALKED_EACH_AT_MOST:g}"])]


def bars(version: dict[str, Any]) -> list[str]:
    """A plot of all ratios under one version, the largest first."""
    entries = sorted(version["benchmarks"].items(), key=lambda item: -item[1]["ratio"])
    names = ", ".join([f'"{name}"' for name, _ in entries])
    found = ", ".join([f"{entry['ratio']:.2f}" for _, entry in entries])
    top = 5 * (int(entries[0][1]["ratio"]) // 5 + 1)
    return [
        "```mermaid",
        "xychart-beta horizontal",
        f'    title "Times as long as CPython {version["python"]} takes"',
        f"    x-axis [{names}]",
        f'    y-axis "ratio" 0 --> {top}',
        f"    bar [{found}]",
        "```",
    ]


def depths(versions: list[dict[str, Any]]) -> list[str]:
    """A plot of one resumption of the innermost of a chain of awaits against the depth of the chain."""
    names = [name for name in versions[0]["benchmarks"] if name.startswith("await_chain[")]
    steps = ", ".join(['"' + name[len("await_chain[") : -1] + '"' for name in names])
    lines = ["```mermaid", "xychart-beta", '    title "A chain of awaits: times as long as CPython takes, by depth"']
    lines += [f'    x-axis "depth" [{steps}]', '    y-axis "ratio"']
    for version in versions:
        ratios_here = ", ".join([f"{version['benchmarks'][name]['ratio']:.2f}" for name in names])
        lines.append(f"    line [{ratios_here}]")
    return [*lines, "```"]


def means(versions: list[dict[str, Any]], heads: list[str]) -> list[str]:
    lines = head("geometric mean", [*heads, "at most"])
    for group in versions[0]["groups"]:
        limit = MEANS_AT_MOST.get(group)
        found = [round(version["groups"][group], 2) for version in versions]
        cells = [f"**{mean:.2f}**" if limit and mean > limit else f"{mean:.2f}" for mean in found]
        lines.append(line(group, [*cells, f"{limit:g}" if limit else ""]))
    lines.append(line("all", [f"{version['mean']:.2f}" for version in versions] + [f"{WHOLE_AT_MOST:g}"]))
    return lines


def ratios(versions: list[dict[str, Any]], heads: list[str]) -> list[str]:
    """Each benchmark; in bold what is over its limit."""
    lines = head("benchmark", [*heads, "group"])
    for benchmark in catalogue():
        limit = EACH_AT_MOST.get(benchmark.name, EACH_AT_MOST.get(benchmark.group, float("inf")))
        cells = [cell(version["benchmarks"].get(benchmark.name), limit) for version in versions]
        lines.append(line(f"`{benchmark.name}`", [*cells, benchmark.group]))
    return lines


def cell(entry: dict[str, Any] | None, limit: float) -> str:
    if entry is None:
        return "-"
    ratio = f"{entry['ratio']:.2f}"
    shown = f"**{ratio}**" if entry["ratio"] > limit else ratio
    return f"{shown} ({entry['low']:.1f} to {entry['high']:.1f})"


def head(first: str, others: list[str]) -> list[str]:
    return [line(first, others), line("---", ["---:"] * len(others))]


def line(first: str, others: list[str]) -> str:
    return "| " + " | ".join([first, *others]) + " |"


def main() -> None:
    before, rest = PAGE.read_text().split(START)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{START}\n\n{figures()}\n\n{END}{after}")


if __name__ == "__main__":
    main()
