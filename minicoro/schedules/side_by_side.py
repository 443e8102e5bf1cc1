"""One page with a good and a bad run side by side: their steps, the first departure marked, and both in the viewer."""

import html
import json
import subprocess
import sys
import tempfile
from itertools import zip_longest
from pathlib import Path

from minicoro.observe.out_file import write_text
from minicoro.schedules.exploring import Report
from minicoro.schedules.model import Run, Step
from minicoro.schedules.replay import schedule_of
from minicoro.schedules.report import advice, conflicts, source

_STYLE = """
:root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif }
body { margin: 0; padding: 1rem }
h1 { font-size: 1.2rem; margin: 0 0 .5rem }
.runs { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem }
h2 { font-size: 1rem; margin: .5rem 0 }
iframe { width: 100%; height: 75vh; border: 1px solid #8888 }
.steps { max-height: 45vh; overflow: auto; border: 1px solid #8888 }
table { border-collapse: collapse; width: 100%; font: 13px/1.4 ui-monospace, monospace }
th { position: sticky; top: 0; background: Canvas; text-align: left }
td, th { padding: .1rem .4rem; vertical-align: top }
tr.differs td { background: #fa04 }
tr.first td { background: #f005; border-top: 2px solid #d00 }
tr.first td:first-child::after { content: " first difference"; color: #d00; font-weight: bold }
@media (prefers-color-scheme: dark) { tr.first td:first-child::after { color: #f88 } }
"""

_SCRIPT = """
for (const frame of document.querySelectorAll("iframe")) {
  const text = JSON.parse(document.getElementById(frame.dataset.page).textContent)
  frame.src = URL.createObjectURL(new Blob([text], { type: "text/html" }))
}
document.querySelector("tr.first")?.scrollIntoView({ block: "center" })
"""


def write(report: Report, path: str) -> None:
    """Write the page; if there is no good run, the bad run is beside the one in asyncio's own order."""
    bad = report.bad
    assert bad is not None
    good = report.good or bad
    pages = [_page(report, run) for run in (good, bad)]
    program = report.program
    title = f"{Path(program.path).name}{':' + program.function if program.function else ''}"
    names = ("Good" if report.good is not None else "There is no good run", "Bad")
    columns = [
        f"<div><h2>{name}: {html.escape(str(run.outcome))}</h2>"
        f'<iframe data-page="page{number}" title="{name} run in the viewer"></iframe></div>'
        for number, (name, run) in enumerate(zip(names, (good, bad), strict=True))
    ]
    data = [
        f'<script type="application/json" id="page{number}">{_json(page)}</script>' for number, page in enumerate(pages)
    ]
    accesses = "".join([f"<li>{html.escape(str(each))}</li>" for each in conflicts(bad, report.good)[:12]])
    text = (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{html.escape(title)}: two schedules</title>"
        f"<style>{_STYLE}</style><h1>{html.escape(title)}: a good and a bad schedule</h1>"
        f"<p>▸ departs from asyncio's own order</p><div class=steps>{_table(good, bad)}</div>"
        f"<h2>Accesses that conflict</h2><ul>{accesses}</ul><p>{html.escape(advice(report))}</p>"
        f"<div class=runs>{''.join(columns)}</div>{''.join(data)}<script>{_SCRIPT}</script></html>\n"
    )
    write_text(path, text)


def _json(page: str) -> str:
    return json.dumps(page).replace("<", "\\u003c")


def _page(report: Report, run: Run) -> str:
    """The viewer's page of a run, made by a separate process, because a process can be traced only once."""
    with tempfile.TemporaryDirectory() as folder:
        schedule, out = Path(folder, "schedule.json"), Path(folder, "page.html")
        schedule_of(report.program, run).write(str(schedule))
        words = ["-m", "minicoro", "trace", "--schedule", str(schedule), "--html", str(out)]
        done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
        if not out.exists():
            raise OSError(
                0, done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "the viewer failed", str(out)
            )
        return out.read_text(encoding="utf-8")


def _table(good: Run, bad: Run) -> str:
    rows = []
    different = False
    for number, (left, right) in enumerate(zip_longest(good.steps, bad.steps)):
        differs = (left and left.process) != (right and right.process)
        mark = ' class="first"' if differs and not different else ' class="differs"' if differs else ""
        different = different or differs
        rows.append(f"<tr{mark}><td>{number + 1}</td>{_cells(left)}{_cells(right)}</tr>")
    head = "<tr><th>step</th><th>good: who</th><th>where</th><th>bad: who</th><th>where</th></tr>"
    return f"<table>{head}{''.join(rows)}</table>"


def _cells(step: Step | None) -> str:
    if step is None:
        return "<td></td><td></td>"
    mark = f'<b title="asyncio would have chosen {html.escape(step.options[0])}">▸ </b>' if step.departs else ""
    return f"<td>{mark}{html.escape(step.process)}</td><td>{html.escape(source(step))}</td>"
