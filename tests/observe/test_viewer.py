"""The viewer in a real browser."""

import os
import re
from pathlib import Path
from xml.etree import ElementTree

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
        if (text("#told").startsWith("worker suspends at line 12, waiting for sleep")) break;
        await click("#suspension");
      }
      return {
        told: text("#told"), doing: text("#doing"), here: text(".source .here code"), variables: text("section.frame table"), title: text("section.frame"),
        lit: text(".machine .lit"), chain: [...document.querySelectorAll(".chain li")].map((each) => each.textContent),
      };
    """
    seen = drive(page, tmp_path, script)
    assert seen["here"].strip().startswith("await asyncio.sleep(0.001 * (number % 3))")
    assert "name'worker" in seen["variables"]
    assert "suspended at line 12" in seen["title"]
    assert "await asyncio.sleep" in seen["lit"]
    assert seen["chain"][0].startswith("worker line 12await asyncio.sleep(0.001")
    assert seen["chain"][-1].startswith("waits for sleep 1 ms due at ")
    assert re.search(
        r"^Task-\d \(worker\) is .*suspended in worker, line 12: it waits for sleep 1 ms \(due at ", seen["doing"]
    )


WAITS = """\
import asyncio


async def holds(lock):
    async with lock:
        await asyncio.sleep(0.01)


async def main():
    lock = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        group.create_task(holds(lock), name="first")
        group.create_task(holds(lock), name="second")


asyncio.run(asyncio.wait_for(main(), 1))
"""


def test_each_task_is_shown_with_its_wait(program, tmp_path: Path) -> None:
    """From 3.12 on, the task of `wait_for` runs `main` itself; before that, the library's task is folded away."""
    out = tmp_path / "waits.html"
    ended = run(TRACE, "--virtual-time", "--html", str(out), str(program(WAITS)))
    assert ended.code == 0, ended.err
    script = """
      for (let count = 0; count < 20 && !text("#told").includes("waiting for Lock.acquire"); count++) await click("#suspension");
      const texts = (what) => [...document.querySelectorAll(what)].map((each) => each.textContent);
      const seen = { tasks: texts(".tasks li"), lanes: texts(".names button"), variables: text("section.frame table") };
      await click(".tasks li:nth-child(2) button");
      return { ...seen, title: text("[aria-label='Await chain'] h2") };
    """
    seen = drive(out, tmp_path, script)
    main, first, second = seen["tasks"]
    assert main.endswith("is suspended in main, line 11: it waits for TaskGroup of first, second"), seen
    assert first.startswith("first (holds) is suspended in holds, line 6: it waits for sleep 10 ms"), seen
    assert second.endswith("in holds, line 5: it waits for Lock.acquire of lock, taken"), seen
    assert seen["lanes"] == [each.partition(" is ")[0] for each in seen["tasks"]]
    assert seen["variables"] == "lock<Lock locked>"
    assert seen["title"] == "await chain of first (holds)"


NEST = """\
import asyncio


async def inner():
    x = 5
    await asyncio.sleep(0.01)
    return x


async def middle():
    y = 6
    z = await inner()
    return z + y


async def main():
    print(await middle())


asyncio.run(main())
"""


@pytest.fixture(scope="module")
def nest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("nest") / "nest.html"
    program = path.with_suffix(".py")
    program.write_text(NEST)
    ended = run(TRACE, "--virtual-time", "--html", str(path), str(program))
    assert ended.code == 0, ended.err
    return path


CHAIN = """
  const links = [...document.querySelectorAll(".chain li")].map((each) => each.textContent);
  const lines = [...document.querySelectorAll(".source .frame-line .number, .source .here .number")].map((each) => Number(each.textContent));
  return { told: text("#told"), links, lines, innermost: text(".chain .innermost"), variables: text("section.frame table"), timers: text(".timers") };
"""


@pytest.mark.parametrize("fragment", ["", "#task=Task-1&line=6&visit=1"], ids=["a click", "a link"])
def test_a_suspension_shows_the_whole_chain(fragment: str, nest: Path, tmp_path: Path) -> None:
    """One click is one suspension of the task; each frame's line is marked."""
    seen = drive(nest, tmp_path, ("" if fragment else 'await click("#suspension");') + CHAIN, fragment)
    assert [each.split("line")[0].strip() for each in seen["links"][:3]] == ["main", "middle", "inner"]
    assert seen["links"][3].startswith("waits for sleep 10 ms")
    assert seen["lines"] == [6, 12, 17]
    assert seen["innermost"].startswith("inner line 6")
    assert seen["variables"] == "x5"
    assert "sleep of Task-1" in seen["timers"]


def test_one_click_is_one_suspension_of_the_task(nest: Path, tmp_path: Path) -> None:
    script = """
      await click("#suspension"); const first = step(); await click("#suspension");
      return { first, second: step(), told: text("#told") };
    """
    seen = drive(nest, tmp_path, script)
    assert seen["told"] == "main suspends at line 17, waiting for middle"
    assert seen["second"] == seen["first"]  # there is no other


def test_embedded(nest: Path, tmp_path: Path) -> None:
    script = "return [...document.querySelectorAll('section, header h1, .slider')].map((each) => each.ariaLabel);"
    assert drive(nest, tmp_path, script, "#step=20&panels=code,lanes", size="600,400") == ["Lanes", "Source"]


def test_search_play_link_and_picture(nest: Path, tmp_path: Path) -> None:
    script = """
      const search = document.querySelector(".search");
      search.value = "output"; search.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true })); await settle();
      const found = text("#told");
      search.value = "no such thing"; search.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true })); await settle();
      const nothing = text("#note");
      await press("Home"); const start = step();
      await click("#play"); await new Promise((done) => setTimeout(done, 2000)); await click("#play");
      const played = step() - start;
      let saved = "";
      HTMLAnchorElement.prototype.click = function () { saved = decodeURIComponent(this.href); };
      await click("#suspension"); await click("#picture"); await click("#link");
      return { found, nothing, played, saved, link: text("#note") };
    """
    seen = drive(nest, tmp_path, script)
    assert seen["found"] == "output: 11"
    assert "no such thing" in seen["nothing"]
    assert 2 <= seen["played"] <= 4
    assert seen["saved"].startswith("data:image/svg+xml")
    picture = ElementTree.fromstring(seen["saved"].split(",", 1)[1])
    texts = " ".join([each.text or "" for each in picture.iter("{http://www.w3.org/2000/svg}text")])
    assert "inner, line 6" in texts
    assert "x = 5" in texts
    assert re.search(
        r"#task=Task-1&line=17&visit=\d$", seen["link"]
    )  # how often it came there: as far as it has played


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
    script = """
      const box = document.querySelector("#forward").getBoundingClientRect();
      scrollTo(0, 1000); await settle();
      const then = document.querySelector("#forward").getBoundingClientRect();
      return { wide: document.documentElement.scrollWidth <= innerWidth, seen: box.bottom <= innerHeight, stays: then.top === box.top };
    """
    seen = drive(page, tmp_path, script, "#step=100", size="520,900")
    assert seen == {"wide": True, "seen": True, "stays": True}


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
      return { title: document.title, bold: document.querySelectorAll("section:not(.lanes-panel) :is(i, img), .names :is(b, i, img), .output b, .source b").length, output: text(".output"), source: text(".source ol") };
    """
    seen = drive(out, tmp_path, script)
    assert "attacked" not in seen["title"]
    assert seen["bold"] == 0
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


CANCELLED = """import asyncio

async def leaf(seconds):
    await asyncio.sleep(seconds)
    raise ValueError(seconds)

async def outer(seconds):
    await leaf(seconds)

async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(outer(0.01))
        group.create_task(outer(5))

try:
    asyncio.run(main())
except* ValueError:
    pass
"""


def test_a_step_and_a_throw_are_told_as_such(program, tmp_path: Path) -> None:
    """Between the begin of a step and the resumption, and while a thrown exception runs the innermost frame alone."""
    path = tmp_path / "cancelled.html"
    ended = run(TRACE, "--virtual-time", "--html", str(path), str(program(CANCELLED)))
    assert ended.code == 0, ended.err
    script = """
      const seen = [];
      await press("Home");
      for (let before = 0; before !== step(); await press("ArrowRight")) { before = step(); seen.push([text("#told"), text("#doing")]); }
      return seen;
    """
    seen = drive(path, tmp_path, script)
    steps = [doing for told, doing in seen if "takes a step" in told]
    thrown = [doing for told, doing in seen if "thrown in" in told]
    assert (
        len(steps) > 5
        and [doing for doing in steps if "is about to go on" not in doing and "has not" not in doing] == []
    )
    assert len(thrown) >= 2 and [doing for doing in thrown if "runs in" not in doing] == [], thrown


DEADLOCK = """\
import asyncio, signal
async def move(first, second):
    async with first:
        await asyncio.sleep(0.01)
        async with second:
            print("moved")
async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        group.create_task(move(a, b), name="payer")
        group.create_task(move(b, a), name="payee")
signal.signal(signal.SIGALRM, signal.default_int_handler)
signal.setitimer(signal.ITIMER_REAL, 0.5)
asyncio.run(main())
"""


def test_a_deadlock_tells_who_holds_the_lock(program, tmp_path: Path) -> None:
    out = tmp_path / "deadlock.html"
    run(TRACE, "--html", str(out), str(program(DEADLOCK)))
    script = """
      for (let count = 0; count < 200 && !text("#told").startsWith("deadlock"); count++) await press("ArrowRight");
      [...document.querySelectorAll(".names button")].find((each) => each.textContent.includes("payer")).click();
      await settle();
      return [text("#told"), text(".chain li:last-child")];
    """
    told, waits = drive(out, tmp_path, script)
    assert "payer (move) waits for Lock.acquire of second, taken, held by payee (move)" in told
    assert "held by payee (move)" in waits


def test_colours_and_signs_are_those_of_the_page_around(page: Path, nest: Path, tmp_path: Path) -> None:
    """The address or a message of the outer page choose the colours; the legend has the signs that the run has."""
    script = """
      const back = () => getComputedStyle(document.body).backgroundColor;
      const seen = { asked: back(), address: (await click("#forward"), location.hash) };
      window.postMessage({ theme: "light" }, "*"); await settle();
      seen.told = back(); seen.legend = text(".legend"); seen.bystep = document.querySelector(".by-step").checked;
      return seen;
    """
    dark, light = "rgb(20, 23, 27)", "rgb(255, 255, 255)"
    seen = drive(page, tmp_path, script, "#step=40&theme=dark")
    assert (seen["asked"], seen["told"], seen["address"]) == (dark, light, "#step=41&theme=dark")
    assert "cancels" in seen["legend"]
    assert seen["bystep"], "a virtual clock stands while anything runs"
    assert "cancels" not in drive(nest, tmp_path, script, "#theme=dark")["legend"]


@pytest.mark.parametrize("size", ["1000,800", "500,640", "390,844"])
def test_what_is_told_is_not_cut(size: str, program, tmp_path: Path) -> None:
    file = program(DEADLOCK)
    out = tmp_path / "out.html"
    run(TRACE, "--html", str(out), str(file))
    script = """
      const field = document.querySelector(".search");
      field.value = "deadlock"; field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true })); await settle();
      const cut = (each) => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1;
      return [text("#told"), [...document.querySelectorAll(".told, .told p")].some(cut), document.documentElement.scrollWidth <= innerWidth];
    """
    told, cut, fits = drive(out, tmp_path, script, size=size)
    assert told.startswith("deadlock")
    assert (cut, fits) == (False, True)


def test_what_is_over_has_a_name(tmp_path: Path) -> None:
    """The page forgets objects that are over, lest it grow with the run; going back it knows them again."""
    path = tmp_path / "many.html"
    program = tmp_path / "many.py"
    program.write_text("def gen():\n    yield 1\n\nfor _ in range(300):\n    list(gen())\n")
    ended = run(TRACE, "--html", str(path), str(program))
    assert ended.code == 0, ended.err
    script = """
      await press("End"); const names = document.querySelectorAll(".names button").length;
      const unnamed = () => [...document.querySelectorAll(".events button")].filter((each) => /object/.test(each.textContent)).length;
      const seen = [unnamed()];
      for (let count = 0; count < 5; count++) await press("ArrowLeft", { shiftKey: true });
      seen.push(unnamed(), text(".frame h2"));
      return { names, seen };
    """
    seen = drive(path, tmp_path, script)
    assert seen["seen"] == [0, 0, "variables of gen"]
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
    if (getComputedStyle(one).position === "fixed" || getComputedStyle(other).position === "fixed") continue;
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    const scrolled = one.closest(".column") || other.closest(".column");
    if (!scrolled && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2)
      seen.push([one.className || one.tagName, other.className || other.tagName]);
  }
  const rows = [20, ...[...document.querySelectorAll(".names li")].map((each) => each.getBoundingClientRect().height)];
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
