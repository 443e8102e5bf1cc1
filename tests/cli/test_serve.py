"""`minicoro serve`: plain files of a site, on this machine only."""

import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from minicoro.cli.command_line import UsageError
from minicoro.cli.serve import parse, site
from tests.running import ROOT


def test_words() -> None:
    command = parse(["--port", "8080", "--no-browser", "--site=somewhere"])
    assert (command.port, command.browser, command.site) == (8080, False, "somewhere")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--port"], "Argument expected for the --port option"),
        (["--port", "many"], "--port takes a number from 0 to 65535, not 'many'"),
        (["--port", "65536"], "--port takes a number from 0 to 65535, not '65536'"),
        (["file.py"], "unknown word: file.py"),
    ],
)
def test_words_that_mean_nothing(words: list[str], told: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(words)
    assert str(caught.value) == told


def test_no_site(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"python site/build\.py"):
        site(str(tmp_path))


def test_serves_until_ctrl_c(tmp_path: Path) -> None:
    (tmp_path / "play").mkdir()
    (tmp_path / "play" / "index.html").write_text("<p>play")
    (tmp_path / "play" / "python.mjs").write_text("1")
    words = [sys.executable, "-m", "minicoro", "serve", "--no-browser", "--site", str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as served:
        assert served.stdout is not None
        address = served.stdout.readline().split()[1]
        assert address.startswith("http://127.0.0.1:"), "only this machine may ask"
        with urlopen(f"{address}play/python.mjs") as answer:
            assert answer.headers["Content-Type"] == "text/javascript", "browsers refuse modules of another type"
        served.send_signal(signal.SIGINT)
        assert served.wait(10) == 0
