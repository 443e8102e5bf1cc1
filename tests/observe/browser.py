"""A page in a headless Chromium: what its document is after a script has driven it."""

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

DRIVER = """
<script type="module">
const settle = () => new Promise((done) => setTimeout(done, 50));
const click = async (selector) => { document.querySelector(selector).click(); await settle(); };
const press = async (key, options = {}) => {
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...options }));
  await settle();
};
const text = (selector) => document.querySelector(selector)?.textContent ?? null;
const step = () => Number(document.querySelector(".slider").value);
const done = document.createElement("pre");
done.id = "told-to-test";
try {
  await settle();
  done.textContent = JSON.stringify(await (async () => { SCRIPT })());
} catch (error) {
  done.textContent = JSON.stringify({ error: String(error) });
}
document.body.append(done);
</script>
"""


def drive(page: Path, directory: Path, script: str, fragment: str = "", size: str = "1400,900") -> Any:
    """What ``script`` returns, run in the page at ``#fragment`` once that is drawn.

    It has ``click(selector)``, ``press(key)``, ``text(selector)``, ``step()`` and ``settle()``.
    """
    copy = directory / f"driven-{page.name}"
    copy.write_text(page.read_text().replace("</html>", DRIVER.replace("SCRIPT", script) + "</html>"))
    dump = _chromium(
        directory, f"--window-size={size}", "--virtual-time-budget=60000", "--dump-dom", f"file://{copy}{fragment}"
    )
    found = re.search(r'<pre id="told-to-test">(.*?)</pre>', dump, re.DOTALL)
    assert found, dump[-2000:]
    return json.loads(html.unescape(found[1]))


def screenshot(
    page: Path, directory: Path, picture: Path, fragment: str = "", size: str = "1400,900", dark: bool = False
) -> None:
    """A picture of the page at ``#fragment``."""
    scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
    words = (f"--window-size={size}", scheme, "--virtual-time-budget=5000", f"--screenshot={picture}")
    _chromium(directory, *words, f"file://{page}{fragment}")


def _chromium(directory: Path, *words: str) -> str:
    assert CHROMIUM is not None
    profile = directory / "profile"
    shutil.rmtree(profile, ignore_errors=True)
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=600, check=True).stdout
