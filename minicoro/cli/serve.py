"""`minicoro serve`: the site (the book, the lessons, the playground) from this machine, without a network."""

import functools
import sys
import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from minicoro.cli.command_line import UsageError, next_word

HELP = """\
usage: minicoro serve [options]

Open the book, the lessons and the playground in the browser. The server answers this machine only, and needs no network.
Ctrl-C ends it.

options:
  --port N       serve at this port (default: any free port)
  --site FOLDER  a site made by `python site/build.py` (default: the installed site, or that of the checkout)
  --no-browser   only print the address
  -h, --help     show this text
"""

PACKAGE = Path(__file__).resolve().parent.parent
BUILT = Path("build", "site", "html")
PLACES = (PACKAGE / "_site", PACKAGE.parent / BUILT, BUILT)


@dataclass
class ServeCommand:
    """The parsed words of the command."""

    port: int = 0
    site: str = ""
    browser: bool = True


class Handler(SimpleHTTPRequestHandler):
    """Serves plain files, with the types that browsers require."""

    extensions_map = {  # noqa: RUF012  as the base class has it
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
    }

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not logged."""


def parse(words: Sequence[str]) -> ServeCommand:
    """Parse the words after `serve`; UsageError if they are invalid."""
    command = ServeCommand()
    rest = list(words)
    while rest:
        word, joined, value = rest.pop(0).partition("=")
        if word in ("--port", "--site"):
            value = value if joined else next_word(word, rest)
            if word == "--site":
                command.site = value
            elif value.isdecimal() and int(value) < 65536:
                command.port = int(value)
            else:
                raise UsageError(f"--port takes a number from 0 to 65535, not {value!r}")
        elif word == "--no-browser":
            command.browser = False
        else:
            raise UsageError(f"unknown word: {word}")
    return command


def site(given: str) -> Path:
    """The folder of the site; UsageError if there is none."""
    places = (Path(given),) if given else PLACES
    for place in places:
        if (place / "play" / "index.html").is_file():
            return place.resolve()
    if given:
        raise UsageError(f"there is no site in {given!r}: `python site/build.py {given}` makes one")
    raise UsageError(
        f"this installation has no site in it, and {BUILT} is not here: `python site/build.py` makes it in a checkout"
    )


def enter(words: Sequence[str]) -> int:
    """Run `minicoro serve`; return the exit code."""
    command = parse(words)
    handler = functools.partial(Handler, directory=str(site(command.site)))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", command.port), handler)
    except OSError as error:
        raise UsageError(f"can't listen on port {command.port}: {error.strerror}") from None
    address = f"http://127.0.0.1:{server.server_port}/"
    print(f"minicoro: {address}  (Ctrl-C ends it)", flush=True)
    if command.browser and not webbrowser.open(address):
        print("minicoro: no browser was found: open the address in one", file=sys.stderr)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()
    return 0
