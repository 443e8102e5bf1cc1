"""The site in a real browser: every program runs, nothing leaves the page."""

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.observe.browser import CHROMIUM
from tests.observe.traces import Event
from tests.running import MINICORO, ROOT, run
from tests.site.conftest import MISSING, Site
from tests.spec.book import rules, without_warnings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (Debian's package chromium)"),
    pytest.mark.skipif(bool(MISSING), reason="needs mkdocs-material and playwright: pip install '.[site]'"),
]

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
ELSEWHERE = {
    "echo_streams": "A network connection can't be had in a page",
    "threads_and_processes": "A thread can't be had in a page",
    "schedules/threads-any-time": "A thread can't be had in a page",
}
"""Examples and rules that want what no page has, and what the page says of it."""


def test_each_link_leads_to_a_page(built: Path) -> None:
    """A link inside of the site has the file it names, on the pages of rules, too.  404.html may be shown at any address."""
    missing = []
    for page in [each for each in built.rglob("*.html") if each.name != "404.html"]:
        for link in re.findall(r'(?:href|src)="([^"]*)"', page.read_text(encoding="utf-8")):
            target = link.partition("#")[0].partition("?")[0]
            if ":" not in link and target and not (page.parent / target).exists():
                missing.append((str(page.relative_to(built)), link))
    assert not missing


def write(page: Any, source: str) -> None:
    """Put a program into the playground's editor."""
    editor = page.locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.evaluate("text => navigator.clipboard && null", source)
    editor.evaluate(
        "(node, text) => { const data = new DataTransfer(); data.setData('text/plain', text);"
        " node.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }",
        source,
    )


def ended(page: Any) -> str:
    """Wait for the end of a run; what the status line says."""
    status = page.get_by_role("status")
    page.wait_for_function(
        "() => /^(exit code|stopped|failed)/.test(document.querySelector('[role=status]').textContent)"
    )
    return str(status.text_content())


def playground(page: Any, site: Site, explain: bool = False) -> None:
    page.goto(f"{site.address}play/index.html")
    page.wait_for_selector("body[data-ready]")
    page.get_by_label("explain").set_checked(explain)


def press(page: Any, button: str) -> str:
    page.get_by_role("button", name=button, exact=True).click()
    return ended(page)


def output(page: Any) -> str:
    page.wait_for_timeout(100)  # text is shown in the next frame
    return str(page.locator("#panel-Output pre").text_content())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_runs_as_on_the_command_line(page: Any, site: Site, example: Path) -> None:
    playground(page, site)
    write(page, example.read_text())
    page.get_by_label("explain").uncheck()
    status = press(page, "Run")
    if example.stem in ELSEWHERE:
        assert ELSEWHERE[example.stem] in output(page)
        return
    ours = run(MINICORO, str(example))
    assert (status.partition(",")[0], output(page)) == (f"exit code {ours.code}", ours.out + ours.err)


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.example], ids=lambda rule: rule.id)
def test_a_rule_has_an_address_and_its_example(built: Path, rule: Any) -> None:
    page = (built / "rules" / f"{rule.id}.html").read_text()
    assert "<minicoro-run" in page
    chapter = (built / "book" / f"{rule.chapter}.html").read_text()
    assert f'id="{rule.id.split("/")[1]}"' in chapter


RULES = [rule for rule in rules() if rule.example and rule.output((3, 14)) is not None]


@pytest.mark.parametrize("chapter", sorted({rule.chapter for rule in RULES}))
def test_the_examples_of_the_book_run(page: Any, site: Site, chapter: str) -> None:
    """All in one page each, by Python 3.14's outputs."""
    playground(page, site)
    page.get_by_label("explain").uncheck()
    wrong = []
    for rule in [rule for rule in RULES if rule.chapter == chapter]:
        write(page, rule.example)
        press(page, "Run")
        said = output(page)
        if rule.id in ELSEWHERE:
            assert ELSEWHERE[rule.id] in said, rule.id
        elif without_warnings(said) != rule.output((3, 14)):
            wrong.append(f"{rule.id}:\n{said}\ninstead of\n{rule.output((3, 14))}")
    assert not wrong, "\n\n".join(wrong)


def test_the_search_finds_a_rule_by_a_part_of_its_name(page: Any, site: Site) -> None:
    page.goto(f"{site.address}index.html")
    page.keyboard.press("/")
    page.keyboard.type("deadlock")
    page.locator(".md-search-result__link[href*='rules/scheduling/deadlock']").first.wait_for()


def test_share_opens_the_same_program(page: Any, site: Site) -> None:
    playground(page, site)
    program = "print('<b>ü€😀</b>', \"&amp;\", '\\\\n')\n" * 40
    write(page, program)
    page.get_by_role("button", name="Share").click()
    page.wait_for_function("() => location.hash.startsWith('#code=')")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("body[data-ready]")
    page.get_by_label("explain").uncheck()
    press(page, "Run")
    assert output(page) == "<b>ü€😀</b> &amp; \\n\n" * 40


def test_an_empty_output_says_why(page: Any, site: Site) -> None:
    def shown() -> str:
        return str(page.locator("#panel-Output pre").evaluate("node => getComputedStyle(node, '::before').content"))

    page.goto(f"{site.address}play/index.html")
    assert "Python is being loaded" in shown()
    page.wait_for_selector("body[data-ready]")
    assert "shows the output" in shown()
    write(page, "pass\n")
    page.get_by_label("explain").uncheck()
    press(page, "Run")
    assert "(no output)" in shown()


def test_the_theme_chosen_in_another_tab(page: Any, site: Site) -> None:
    playground(page, site)
    other = page.context.new_page()
    other.goto(f"{site.address}index.html")
    for scheme, colours in ("slate", "dark"), ("default", "light"):
        other.evaluate(
            "scheme => localStorage.setItem(new URL('.', location.href).pathname + '.__palette', JSON.stringify({color: {scheme}}))",
            scheme,
        )
        page.wait_for_function("colours => document.documentElement.style.colorScheme === colours", arg=colours)


def test_what_was_written_is_kept(page: Any, site: Site) -> None:
    playground(page, site)
    write(page, "print('kept')\n")
    playground(page, site)
    press(page, "Run")
    assert output(page) == "kept\n"


def test_an_endless_loop_stops_within_a_second(page: Any, site: Site) -> None:
    playground(page, site)
    write(page, "print('on and on', flush=True)\nwhile True:\n    pass\n")
    page.get_by_role("button", name="Run", exact=True).click()
    page.wait_for_function("() => document.querySelector('#panel-Output pre').textContent.includes('on and on')")
    began = time.monotonic()
    page.get_by_role("button", name="Stop").click()
    assert ended(page) == "stopped"
    assert time.monotonic() - began < 1
    write(page, "print('again')\n")
    press(page, "Run")
    assert output(page) == "again\n"


def test_output_without_end_is_cut(page: Any, site: Site) -> None:
    playground(page, site)
    write(page, "while True:\n    print('x' * 1000)\n")
    page.get_by_role("button", name="Run", exact=True).click()
    page.wait_for_function("() => document.querySelector('#panel-Output pre').textContent.includes('more output')")
    page.get_by_role("button", name="Stop").click()
    assert ended(page) == "stopped"


def test_errors_are_those_of_the_command_line(page: Any, site: Site, tmp_path: Path) -> None:
    playground(page, site)
    page.get_by_label("explain").uncheck()
    for program in ("def f(:\n", "async def f():\n    return 1 / 0\nf().send(None)\n", "raise SystemExit(3)\n"):
        file = tmp_path / "main.py"
        file.write_text(program)
        ours = run(MINICORO, str(file))
        write(page, program)
        status = press(page, "Run")
        shown = re.sub(r"/home/pyodide/", f"{tmp_path}/", output(page))
        assert (status.partition(",")[0], shown) == (f"exit code {ours.code}", ours.out + ours.err)


def test_hostile_text_stays_text(page: Any, site: Site) -> None:
    evil = "</script><img src=x onerror=\"document.title='hit'\"><script>document.title='hit'</script>"
    playground(page, site)
    title = page.title()
    write(
        page,
        f"async def f():\n    print({evil!r})\n    return {evil!r}\ntry:\n    f().send(None)\nexcept StopIteration as e:\n    raise ValueError({evil!r})\n",
    )
    press(page, "Run")
    assert evil in output(page)
    page.get_by_role("button", name="Step through").click()
    page.wait_for_selector("iframe.viewer")
    page.wait_for_timeout(1000)
    assert page.title() == title
    viewer = page.locator("iframe.viewer").element_handle().content_frame()
    assert "hit" not in viewer.title()


def steps(page: Any, source: str, tmp_path: Path) -> tuple[list[Event], list[Event]]:
    """The events of a program that is stepped through in the page, and those of a trace on the command line."""
    write(page, source)
    page.get_by_label("explain").uncheck()
    press(page, "Step through")
    shown = page.locator("iframe.viewer").get_attribute("srcdoc")
    main, out = tmp_path / "main.py", tmp_path / "out.html"
    main.write_text(source)
    run((*MINICORO[:-1], "trace"), "--virtual-time", "--html", str(out), str(main))
    return own_events(shown), own_events(out.read_text())


LIBRARY = re.compile(
    r"/[\w./-]*?/python3\.?\d+(?:\.zip)?/|/home/pyodide/|/[\w/.-]+/(?=main\.py)|(?<= at )/[\w/.-]*(?:…|\\u2026)"
)


LOOP = re.compile(r"(?:<|\\u003c)\w*(?:PageLoop|EventLoop) [^\"]*?(?:…|>|\\u2026|\\u003e)")


def own_events(html: str) -> list[Event]:
    """The events of a trace, without the version of Python, the folders of files and the class of the event loop."""
    found = [
        event
        for block in re.findall(r'class="trace"[^>]*>\n(.*?)\n</script>', html, re.DOTALL)
        for event in json.loads(LOOP.sub("<the loop>", LIBRARY.sub("", block)))
    ]
    assert found, "no trace in the page"
    for event in found:
        event.pop("python", None)
    return found


OTHER_LIBRARY = {
    "cancel_and_timeout": "asyncio of Pyodide's 3.14.2 logs the error of a shielded task otherwise",
    "gather_errors": "asyncio.wait waits for a set of tasks, whose order depends on addresses",
}
"""Examples with other callbacks and orders in the page: only the events of their own coroutines are compared, sorted."""


@pytest.mark.parametrize(
    "example", [each for each in EXAMPLES if each.stem not in ELSEWHERE], ids=lambda path: path.stem
)
def test_steps_are_those_of_the_command_line(page: Any, site: Site, tmp_path: Path, example: Path) -> None:
    playground(page, site)
    shown, traced = steps(page, example.read_text(), tmp_path)
    if example.stem in OTHER_LIBRARY:
        assert lives(shown) == lives(traced)
    else:
        assert shown == traced


def lives(events: list[Event]) -> list[tuple[str, ...]]:
    """What happens to each coroutine or generator of the program, one after the other."""
    found: dict[int, list[str]] = {}
    for event in events:
        if event["event"] == "created":
            found[event["object"]] = [event["name"]]
        elif event["event"] in ("started", "suspended", "resumed", "returned", "raised"):
            found[event["object"]].append(f"{event['event']} {event.get('line')}")
    return sorted([tuple(life) for life in found.values()])


OTHER_STEPS = {"scheduling/blocked": "`time.sleep` moves the clock of the page, so that a timer is due earlier"}
"""Rules whose examples have other steps in the page."""


@pytest.mark.parametrize("chapter", sorted({rule.chapter for rule in RULES}))
def test_steps_of_the_book_are_those_of_the_command_line(page: Any, site: Site, tmp_path: Path, chapter: str) -> None:
    playground(page, site)
    wrong = []
    for rule in [rule for rule in RULES if rule.chapter == chapter and rule.id not in ELSEWHERE | OTHER_STEPS]:
        shown, traced = steps(page, rule.example, tmp_path)
        if shown != traced:
            pairs = zip(shown, traced, strict=False)
            wrong.append(f"{rule.id}: {next((pair for pair in pairs if pair[0] != pair[1]), 'one is longer')}")
    assert not wrong, "\n\n".join(wrong)


def test_a_phone_shows_all_of_the_playground(chromium: Any, site: Site) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme="dark")
    page = context.new_page()
    for path in ("play/index.html", "start.html", "rules/await/awaitable.html", "examples/worker_pool.html"):
        page.goto(site.address + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than a phone"
    context.close()


def test_the_keyboard_alone_will_do(page: Any, site: Site) -> None:
    playground(page, site)
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+Enter")
    assert ended(page).startswith("exit code 0")
    page.get_by_role("tab", name="Output").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("tab", name="Steps").get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowLeft")
    assert page.get_by_role("tab", name="Output").get_attribute("aria-selected") == "true"


def test_everything_has_a_name_for_screen_readers(page: Any, site: Site) -> None:
    playground(page, site)
    nameless = page.evaluate(
        "[...document.querySelectorAll('button, select, input, iframe, [contenteditable=true]')]"
        ".filter(each => !(each.textContent.trim() || each.title || each.ariaLabel || each.labels?.[0]?.textContent.trim()))"
        ".filter(each => each.offsetParent).map(each => each.outerHTML)"
    )
    assert not nameless


def test_the_machine_of_the_function_under_the_cursor(page: Any, site: Site) -> None:
    playground(page, site)
    write(page, "async def one():\n    await two()\n\nasync def two():\n    yield 1\n")
    page.keyboard.press("Control+Home")
    page.get_by_role("tab", name="Machine").click()
    ended(page)
    page.wait_for_timeout(200)
    shown = page.locator("#panel-Machine pre").text_content()
    assert "one" in shown
    assert "state 1" in shown
    assert "two, " not in shown.splitlines()[0]
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowUp")  # the machine follows the cursor
    page.wait_for_function("() => document.querySelector('#panel-Machine pre').textContent.startsWith('two')")


FORGOTTEN = "import asyncio\nasync def main():\n    asyncio.sleep(1)\nasyncio.run(main())\n"


def test_a_mistake_is_explained_as_on_the_command_line(page: Any, site: Site, tmp_path: Path) -> None:
    (file := tmp_path / "main.py").write_text(FORGOTTEN)
    ours = run((*MINICORO[:-1], "run"), "--explain", str(file))
    playground(page, site, explain=True)
    write(page, FORGOTTEN)
    press(page, "Run")
    assert "explain: coroutine sleep was never awaited" in output(page)
    assert output(page) == ours.err.replace(f"{tmp_path}/", "/home/pyodide/")
    write(page, "print(1)\n")
    assert press(page, "Run").endswith("explain: nothing wrong was found")
    assert output(page) == "1\n"
    write(page, "import asyncio\nasync def main():\n    await asyncio.Event().wait()\nasyncio.run(main())\n")
    assert press(page, "Run").startswith("exit code 130")
    assert "explain: deadlock: nothing is ready" in output(page)
    assert "Task-1 (main), /home/pyodide/main.py:3, for " in output(page)


REFUSED = {
    "import threading\nthreading.Thread(target=print).start()\n": "A thread",
    "from concurrent.futures import ThreadPoolExecutor as Pool\nPool().submit(print)\n": "A thread",
    "import subprocess\nsubprocess.run(['ls'])\n": "Another process",
    "import multiprocessing\nmultiprocessing.Process(target=print).start()\n": "Another process",
    "import socket\nsocket.create_connection(('127.0.0.1', 1))\n": "A network connection",
    "import socket\nsocket.socket().connect(('127.0.0.1', 1))\n": "A network connection",
    "input('name? ')\n": "Input from the keyboard",
}
"""Programs that want what no page has, without asyncio."""


def test_what_no_page_has_is_refused(page: Any, site: Site) -> None:
    playground(page, site)
    for program, what in REFUSED.items():
        write(page, program)
        assert press(page, "Run").startswith("exit code 1"), program
        assert output(page).endswith(
            f"{what} can't be had in a page: run this program in a terminal, with `minicoro run`\n"
        ), program


def test_a_blocking_sleep_costs_nothing(page: Any, site: Site) -> None:
    playground(page, site)
    write(
        page,
        "import asyncio, atexit, time\natexit.register(print, 'the end')\nasync def main():\n    began = time.perf_counter()\n    time.sleep(2000)\n"
        "    await asyncio.sleep(1000)\n    print(round(time.perf_counter() - began), asyncio.get_running_loop().time())\nasyncio.run(main())\n",
    )
    press(page, "Run")
    assert output(page) == "3000 3000.0\nthe end\n"


def test_a_moment_is_saved_as_a_picture(page: Any, site: Site) -> None:
    playground(page, site)
    press(page, "Step through")
    page.wait_for_selector("body[data-stepped]")
    steps = page.frame_locator("iframe.viewer")
    with page.expect_download() as saved:
        steps.get_by_role("button", name="picture").click()
    assert saved.value.suggested_filename == "moment.svg"
    assert steps.locator("#link").count() == 0, "the frame has no address to link to"


BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def test_the_button_for_dark_reaches_the_programs(page: Any, site: Site) -> None:
    page.goto(f"{site.address}start.html")
    page.locator("minicoro-run").first.get_by_role("button", name="Step through").click()
    page.frame_locator("minicoro-run iframe").frame_locator("iframe.viewer").locator("#told").wait_for()
    frames = [frame for frame in page.frames if frame != page.main_frame]
    assert len(frames) == 2
    assert [frame.evaluate(BACKGROUND) for frame in frames] == ["rgb(255, 255, 255)"] * 2
    page.locator("label[title='dark']:visible").click()
    page.wait_for_timeout(500)
    assert [frame.evaluate(BACKGROUND) for frame in frames] == ["rgb(21, 24, 30)", "rgb(20, 23, 27)"]
    playground(page, site)
    assert page.evaluate(BACKGROUND) == "rgb(21, 24, 30)"


def test_a_page_elsewhere_embeds_a_program(chromium: Any, site: Site, tmp_path: Path) -> None:
    file = tmp_path / "lecture.html"
    file.write_text(
        f'<!doctype html>\n<script src="{site.address}play/minicoro-run.js"></script>\n'
        "<minicoro-run height=500>\nasync def f(): return 6 * 7\ntry: f().send(None)\nexcept StopIteration as e: print(e.value)\n</minicoro-run>\n"
    )
    context = chromium.new_context()
    page = context.new_page()
    page.goto(file.as_uri())
    page.get_by_role("button", name="Run").click()
    page.frame_locator("iframe").locator("#panel-Output pre").get_by_text("42").wait_for(timeout=60_000)
    context.close()


def test_an_embedded_run_shows_its_output(page: Any, site: Site) -> None:
    page.set_viewport_size({"width": 356, "height": 420})  # that of the frame in which `minicoro-run` runs, on a phone
    page.goto(f"{site.address}play/embed.html#do=run")
    ended(page)
    shown = page.locator("#panel-Output").bounding_box()
    assert shown["y"] + 60 < 420
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


@pytest.mark.parametrize("width", [360, 500, 700])
def test_embedded_steps_have_room(page: Any, site: Site, width: int) -> None:
    """The steps take the place of the editor, until the reader wants to edit."""
    page.set_viewport_size({"width": width, "height": 640})  # that of the frame in which `minicoro-run` steps
    page.goto(f"{site.address}play/embed.html#do=step")
    page.wait_for_selector("body[data-stepped]")
    assert page.locator("iframe.viewer").bounding_box()["height"] > 450
    assert not page.locator(".cm-content").is_visible()
    steps = page.frame_locator("iframe.viewer")
    steps.get_by_role("button", name="suspension").click()
    assert "suspend" in steps.locator("body").inner_text()
    code, controls = steps.locator(".source").bounding_box(), steps.get_by_role("toolbar").bounding_box()
    assert controls["y"] - code["y"] > 130, "several lines of the program are in sight"
    page.get_by_role("button", name="Edit").click()
    assert page.locator(".cm-content").evaluate("each => each === document.activeElement")


def test_first_step_is_soon_there_and_small(chromium: Any, site: Site) -> None:
    """`python -m tests.site` prints the seconds; here only what a busy machine does not change."""
    from tests.site.__main__ import first_step

    if not site.pyodide:
        pytest.skip("needs Pyodide in site/front/node_modules: python site/build.py")
    found = first_step(chromium, site)
    assert found.megabytes <= 12
    assert found.warm <= 1.5 * found.pyodide, found


def test_serve_opens_the_site(built: Path) -> None:
    words = [sys.executable, "-m", "minicoro", "serve", "--no-browser", "--site", str(built)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as served:
        assert served.stdout is not None
        address = served.stdout.readline().split()[1]
        from urllib.request import urlopen

        assert b"minicoro" in urlopen(f"{address}play/index.html").read()
        served.send_signal(2)
        assert served.wait(10) == 0
