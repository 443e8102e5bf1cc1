"""The set-up commands of README.md: `python -m tests.project.readme 1` prints the first."""

import sys

from tests.running import ROOT

HEADING = "## Set up"


def setup_commands(text: str | None = None) -> list[str]:
    """The commands in the fenced blocks under the heading "Set up", a block one command."""
    text = (ROOT / "README.md").read_text() if text is None else text
    section = text.split(f"\n{HEADING}\n", 1)[1].split("\n## ", 1)[0]
    blocks = section.split("```")[1::2]
    return [block.removeprefix("sh\n").strip() for block in blocks if block.startswith("sh\n")]


if __name__ == "__main__":
    print(setup_commands()[int(sys.argv[1]) - 1])
