"""The built site, on a server of this machine, and a page of Chromium."""

import contextlib
import functools
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from minicoro.cli.serve import Handler
from tests.observe.browser import CHROMIUM
from tests.running import ROOT

PYODIDE = ROOT / "site" / "front" / "node_modules" / "pyodide"
MISSING = [name for name in ("material", "playwright") if find_spec(name) is None]


@dataclass
class Site:
    """Where the site is.  pyodide: where Pyodide is as it is published, "" if it is not there.

    sent: the bytes of each answer, by path; they can be cleared.
    """

    folder: Path
    address: str
    pyodide: str
    sent: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site: that of MINICORO_SITE, or a new one."""
    if given := os.environ.get("MINICORO_SITE"):
        return Path(given).resolve()
    out = tmp_path_factory.mktemp("site") / "html"
    done = subprocess.run([sys.executable, str(ROOT / "site" / "build.py"), str(out)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """A folder of the site in a sub-folder of a server of plain files; beside it Pyodide as it is published."""
    with tempfile.TemporaryDirectory() as root:
        (Path(root) / "some" / "where").mkdir(parents=True)
        (Path(root) / "some" / "where" / "site").symlink_to(folder)
        (Path(root) / "pyodide").symlink_to(PYODIDE)
        made = Site(folder, "", "")

        class Counting(Handler):
            def copyfile(self, source: Any, outputfile: Any) -> None:
                made.sent[self.path] = os.fstat(source.fileno()).st_size if hasattr(source, "fileno") else 0
                super().copyfile(source, outputfile)

        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Counting, directory=root))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        made.address, made.pyodide = f"{address}some/where/site/", f"{address}pyodide/" if PYODIDE.exists() else ""
        yield made
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[Site]:
    with serving(built) as made:
        yield made


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any, site: Site) -> Iterator[Any]:
    """A page; what it complains of, and each request that leaves the site's server, fails the test."""
    found: list[str] = []
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    local = (site.address, "data:", "blob:", "about:")
    page.on(
        "request", lambda request: None if request.url.startswith(local) else found.append(f"asked for {request.url}")
    )
    yield page
    context.close()
    assert not found, "the page complained, or asked another server:\n" + "\n".join(found)
