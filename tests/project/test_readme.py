"""The README's promises: two set-up commands, which .ci/run runs as they stand, a taste that is true, and every option."""

import re
from pathlib import Path

import pytest

from tests.project.readme import HEADING, setup_commands
from tests.running import MINICORO, ROOT, run

README = (ROOT / "README.md").read_text()
CI = (ROOT / ".ci" / "run").read_text()


def test_exactly_two_set_up_commands() -> None:
    use, develop = setup_commands()
    for command in (use, develop):
        assert "-m venv" in command
        assert "pip install" in command
        assert "minicoro run examples/" in command
    assert "pytest" not in use
    assert "pytest" in develop


def test_they_need_only_python_and_pip() -> None:
    for command in setup_commands():
        steps = [step.split()[0] for step in command.replace("\\\n", " ").split("&&")]
        assert all(step == "python3" or step.startswith(".venv") for step in steps), steps


def test_ci_runs_both_as_they_stand() -> None:
    for number in (1, 2):
        assert f"set_up {number}" in CI
    assert "-m tests.project.readme" in CI


def test_reading_them() -> None:
    text = (
        f"# X\n```sh\nno\n```\n{HEADING}\n\nuse\n\n```sh\na && \\\n  b\n```\n\n```sh\nc\n```\n## More\n```sh\nno\n```\n"
    )
    assert setup_commands(text) == ["a && \\\n  b", "c"]


def test_the_taste_is_true(tmp_path: Path) -> None:
    """The first Python block of the README prints, under minicoro, the block that follows it."""
    blocks = README.split("```")
    first = next(index for index, block in enumerate(blocks) if block.startswith("python\n"))
    path = tmp_path / "taste.py"
    path.write_text(blocks[first].removeprefix("python\n"))
    shown = blocks[first + 2].removeprefix("text\n")
    assert run(MINICORO, str(path)).out == shown


COMMANDS = (
    "run", "versions", "show", "trace", "diff", "explore", "open", "attach", "repl", "learn", "serve", "conform",
)  # fmt: skip


@pytest.mark.sample(4)
@pytest.mark.parametrize("command", COMMANDS)
def test_the_options_of_a_command_are_those_of_its_help(command: str) -> None:
    """The README's table of options names each option that ``--help`` lists, and no other."""
    (row,) = re.findall(rf"^\| `{command}` \| (.+) \|$", README, re.M)
    named = set(re.findall(r"`(--?[a-zA-Z-]+)`", row))
    help = run((*MINICORO[:-1], command), "--help").out
    listed = set(re.findall(r"^ +(--?[a-zA-Z-]+)", help, re.M)) - {"-h"}
    assert listed - named == set(), f"the README does not name these options of {command}"
    assert named - set(re.findall(r"--?[a-zA-Z-]+", help)) == set(), (
        f"{command} --help does not have these options of the README"
    )


@pytest.mark.parametrize("word", ["localhost:", "/home/", "/root/", "/tmp/"])
def test_no_machine_in_the_readme(word: str) -> None:
    assert word not in README
