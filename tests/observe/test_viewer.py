"""The viewer in a real browser."""

import os
import re
from pathlib import Path

import pytest

from minicoro.observe.page import Page
from tests.observe.browser import CHROMIUM, drive, screenshot
from tests.running import MINICORO, ROOT, run

TRACE = (*MINICORO[:-1], "trace")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (Debian's package chromium)"),
]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "pool.html"
    ended = run(TRACE, "--virtual-time", "--html", str(path), str(ROOT / "examples" / "worker_pool.py"))
    assert ended.code == 0, ended.err
    return path


def test_step_and_step_back(page: Path, tmp_path: Path) -> None:
    script = """
      const seen = [[step(), text("#told"), location.hash]];
      await click("#forward"); seen.push([step(), text("#told"), location.hash]);
      await press("ArrowRight"); seen.push([step(), text("#told"), location.hash]);
      await click("#back"); await press("ArrowLeft"); seen.push([step(), text("#told"), location.hash]);
      return seen;
    """
    seen = drive(page, tmp_path, script, "#step=40")
    assert [number for number, _, _ in seen] == [40, 41, 42, 40]
    assert seen[0] == seen[3]
    assert seen[1][2] == "#step=41"
    assert len({told for _, told, _ in seen}) == 3


def test_next_suspension_and_next_event_of_a_lane(page: Path, tmp_path: Path) -> None:
    script = """
      await click("#suspension"); const first = text("#told");
      await press("ArrowRight", { shiftKey: true }); const second = text("#told");
      const lane = [...document.querySelectorAll(".names button")].find((each) => each.textContent.includes("Task-3"));
      lane.click(); await settle();
      const own = [];
      for (let count = 0; count < 3; count++) { await press("n"); own.push(text("#told")); }
      return { first, second, own, chosen: text(".names .chosen") };
    """
    seen = drive(page, tmp_path, script)
    assert "suspends" in seen["first"]
    assert "suspends" in seen["second"]
    assert seen["first"] != seen["second"]
    assert "Task-3" in seen["chosen"]
    assert len(set(seen["own"])) == 3


def test_what_is_shown_of_a_suspended_worker(page: Path, tmp_path: Path) -> None:
    script = """
      for (let count = 0; count < 400; count++) {
        if (text("#told").startsWith("worker suspends at line 12")) break;
        await click("#suspension");
      }
      return {
        told: text("#told"), here: text(".source .here code"), variables: text(".frame table"), title: text(".frame h2"),
        lit: text(".machine .lit"), chain: [...document.querySelectorAll(".chain li")].map((each) => each.textContent),
        greyed: document.querySelector(".frame").className,
      };
    """
    seen = drive(page, tmp_path, script)
    assert seen["here"].strip().startswith("await asyncio.sleep(0.001 * (number % 3))")
    assert "name'worker" in seen["variables"]
    assert "suspended" in seen["title"]
    assert "await asyncio.sleep" in seen["lit"]
    assert seen["chain"][0] == "worker (line 12)"
    assert "sleep" in seen["chain"][-1]
    assert "suspended" in seen["greyed"]


def test_the_current_line_is_in_view(page: Path, tmp_path: Path) -> None:
    script = """
      const seen = [];
      const box = document.querySelector(".source ol");
      for (let count = 0; count < 30; count++) {
        for (let inner = 0; inner < 7; inner++) await click("#forward");
        const here = document.querySelector(".source .here");
        if (!here) continue;
        const [outer, line] = [box.getBoundingClientRect(), here.getBoundingClientRect()];
        seen.push(outer.top <= line.top && line.bottom <= outer.bottom);
      }
      return seen;
    """
    seen = drive(page, tmp_path, script, size="1400,620")
    assert len(seen) > 20
    assert all(seen)


def test_a_narrow_window(page: Path, tmp_path: Path) -> None:
    script = "return { wide: document.documentElement.scrollWidth <= innerWidth, controls: !!document.querySelector('#forward') };"
    seen = drive(page, tmp_path, script, "#step=100", size="520,900")
    assert seen == {"wide": True, "controls": True}


HOSTILE = """\
# </script><script>document.title = "attacked"</script> <!-- ]]> &amp; <img src=x onerror=alert(1)>
def gen():
    text = "</script><b>bold</b>\\u2028 <!--minicoro:trace-->"
    yield text


gen.__qualname__ = "</button><i>"
for item in gen():
    print(item, "<script>document.title = 'attacked'</script>")
"""


def test_hostile_strings(program, tmp_path: Path) -> None:
    out = tmp_path / "hostile.html"
    path = program(HOSTILE)
    ended = run(TRACE, "--html", str(out), str(path))
    assert ended.code == 0, ended.err
    script = """
      const count = Number(document.querySelector(".slider").max);
      for (let at = 1; at < count; at++) await click("#forward");
      return { title: document.title, bold: document.querySelectorAll("b, i, img").length, output: text(".output"), source: text(".source ol") };
    """
    seen = drive(out, tmp_path, script)
    assert "attacked" not in seen["title"]
    assert seen["bold"] == 1  # the page's own, around the number of the step
    assert "<b>bold</b>" in seen["output"]
    assert "<img src=x onerror=alert(1)>" in seen["source"]


@pytest.mark.parametrize(
    "tasks, least", [(20, 10_000), pytest.param(200, 100_000, marks=pytest.mark.slow)], ids=["10,000", "100,000"]
)
def test_many_events(tasks: int, least: int, tmp_path: Path) -> None:
    """Everything that a step draws is bounded, however long the run: the page stays small, and goes back in no time."""
    path = tmp_path / "long.html"
    program = tmp_path / "long.py"
    program.write_text(
        "import asyncio\n\nasync def w(n):\n    for i in range(100):\n        await asyncio.sleep(0)\n\n"
        f"async def main():\n    await asyncio.gather(*[w(n) for n in range({tasks})])\n\nasyncio.run(main())\n"
    )
    ended = run(TRACE, "--virtual-time", "--html", str(path), str(program))
    assert ended.code == 0, ended.err
    script = """
      const count = Number(document.querySelector(".slider").max);
      const seek = async (to) => {
        const slider = document.querySelector(".slider");
        slider.value = to; slider.dispatchEvent(new Event("input", { bubbles: true })); await settle();
      };
      for (let waited = 0; waited < 200 && document.querySelector(".reading"); waited++) await settle();
      const told = [];
      for (const at of [9000, 9001, 4000, 9001, 1, count]) { await seek(at); told.push([step(), text("#told")]); }
      return { count, told, nodes: document.querySelectorAll("*").length, reading: text(".reading") };
    """
    seen = drive(path, tmp_path, script)
    assert seen["count"] >= least
    assert seen["reading"] is None
    assert [at for at, _ in seen["told"]] == [9000, 9001, 4000, 9001, 1, seen["count"]]
    assert seen["told"][1] == seen["told"][3]
    assert seen["nodes"] < 1500


def test_what_is_over_has_a_name(tmp_path: Path) -> None:
    """The page forgets objects that are over, lest it grow with the run; going back it knows them again."""
    path = tmp_path / "many.html"
    program = tmp_path / "many.py"
    program.write_text("def gen():\n    yield 1\n\nfor _ in range(300):\n    list(gen())\n")
    ended = run(TRACE, "--html", str(path), str(program))
    assert ended.code == 0, ended.err
    script = """
      await press("End"); const names = document.querySelectorAll(".names button").length;
      const unnamed = () => [...document.querySelectorAll(".events button")].filter((each) => /object \\d/.test(each.textContent)).length;
      const seen = [unnamed()];
      for (let count = 0; count < 5; count++) await press("ArrowLeft", { shiftKey: true });
      seen.push(unnamed(), text(".frame h2"));
      return { names, seen };
    """
    seen = drive(path, tmp_path, script)
    assert seen["seen"] == [0, 0, "gen: suspended, state 1"]
    assert 0 < seen["names"] <= 200


def test_it_asks_nothing_of_the_network(page: Path) -> None:
    text = page.read_text()
    assert "default-src 'none'" in text
    assert not re.search(r"""(src|href)=["']?https?:""", text)


def test_blocks_hold_every_event(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    writer = Page(str(out))
    for number in range(4500):
        writer.take({"n": number, "event": "x", "t": 0, "text": "</script>"})
    writer.close()
    text = out.read_text()
    assert text.count('class="trace"') == 3
    assert sum(map(int, re.findall(r'data-count="(\d+)"', text))) == 4500


EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
LOOKS = {"wide": ("1400,900", False), "dark": ("1400,900", True), "narrow": ("480,1900", False)}

OVERLAPS = """
  const seen = [];
  const boxes = [...document.querySelectorAll("header, .slider, .told, .zoom, .timeline, main > section, .column > section")];
  for (const one of boxes) for (const other of boxes) {
    if (one === other || one.contains(other) || other.contains(one)) continue;
    if ([".told", ".zoom"].every((each) => one.matches(each) || other.matches(each))) continue;
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    const scrolled = one.closest(".column") || other.closest(".column");
    if (!scrolled && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2)
      seen.push([one.className || one.tagName, other.className || other.tagName]);
  }
  const rows = [...document.querySelectorAll(".names li")].map((each) => each.getBoundingClientRect().height);
  const canvas = document.querySelector("canvas").getBoundingClientRect().height;
  return { seen, wide: document.documentElement.scrollWidth > innerWidth, rows: rows.reduce((a, b) => a + b, 0) - canvas };
"""


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_picture_of_every_example(example: Path, tmp_path: Path) -> None:
    """In each look: nothing lies on something else; the pictures are kept in MINICORO_PICTURES, to be looked at."""
    out = tmp_path / f"{example.stem}.html"
    ended = run(TRACE, "--html", str(out), str(example), timeout=120)
    assert ended.code == 0, ended.err
    folder = Path(os.environ.get("MINICORO_PICTURES", tmp_path))
    pictures = []
    for look, (size, dark) in LOOKS.items():
        pictures.append(folder / f"{example.stem}-{look}.png")
        screenshot(out, tmp_path, pictures[-1], "#step=60", size, dark)
        laid_out = drive(out, tmp_path, OVERLAPS, "#step=60", size)
        assert laid_out == {"seen": [], "wide": False, "rows": 0}
    assert len({picture.read_bytes() for picture in pictures}) == 3
