"""Taking a command line apart: where our options end and the program's words begin."""

import importlib
import sys

import pytest

from minicoro.cli.command_line import Information, Kind, Program, RunCommand, UsageError, parse
from minicoro.cli.help_text import fitted
from tests.running import run


@pytest.mark.parametrize(
    ("words", "program"),
    [
        (["x.py"], Program(Kind.PATH, "x.py")),
        (["x.py", "-X", "--", "-c", ""], Program(Kind.PATH, "x.py", ("-X", "--", "-c", ""))),
        (["--", "-odd.py", "a"], Program(Kind.PATH, "-odd.py", ("a",))),
        (["-c", "pass", "--help"], Program(Kind.CODE, "pass", ("--help",))),
        (["-cpass", "-"], Program(Kind.CODE, "pass", ("-",))),
        (["-c", ""], Program(Kind.CODE, "")),
        (["-m", "a.b", "-m"], Program(Kind.MODULE, "a.b", ("-m",))),
        (["-ma.b"], Program(Kind.MODULE, "a.b")),
        (["-", "--version"], Program(Kind.STDIN, "-", ("--version",))),
        (["--", "-"], Program(Kind.STDIN, "-")),
    ],
)
def test_the_program_ends_the_options(words: list[str], program: Program) -> None:
    command = parse(["run", *words])
    assert isinstance(command, RunCommand)
    assert command._replace(program=command.program._replace(words=())) == RunCommand(program)


def test_options() -> None:
    words = "run -Xdev -W error --interpret asyncio --interpret=doctest --force-machine -X utf8 x.py -W no"
    command = parse(words.split())
    assert command == RunCommand(
        Program(Kind.PATH, "x.py", ("-W", "no"), ("x.py", "-W", "no")),
        interpret=("asyncio", "doctest"),
        force_machine=True,
        host_options=("-Xdev", "-W", "error", "-X", "utf8"),
    )


@pytest.mark.parametrize("words", [["x.py", "-X", "dev"], ["--", "-x.py"], ["-c", "1", "a"], ["-m", "m"], ["-"]])
def test_what_is_left_for_the_restarted_host_means_the_same(words: list[str]) -> None:
    command = parse(["run", "-W", "error", "--interpret", "p", "--force-machine", *words])
    assert isinstance(command, RunCommand)
    again = parse(command.without_host_options())
    assert isinstance(again, RunCommand)
    assert (again.program, again.interpret, again.force_machine) == (command.program, ("p",), True)
    assert again.host_options == ()


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["help"]])
def test_help(words: list[str]) -> None:
    assert parse(words) is Information.HELP


@pytest.mark.parametrize("words", [["run", "--help"], ["explain", "--help"], ["run", "-W", "x", "-h"]])
def test_help_of_run(words: list[str]) -> None:
    assert parse(words) is Information.RUN_HELP


def test_explain_is_short_for_an_option_of_run() -> None:
    assert parse(["explain", "-X", "dev", "x.py", "a"]) == parse(["run", "--explain", "-X", "dev", "x.py", "a"])


@pytest.mark.parametrize(("word", "hint"), [("explian", "minicoro explain"), ("foo", "minicoro run foo")])
def test_an_unknown_command_is_answered_with_a_hint(word: str, hint: str) -> None:
    with pytest.raises(UsageError, match=hint):
        parse([word, "x.py"])


@pytest.mark.parametrize("words", [["--version"], ["-V"], ["run", "--version"]])
def test_version(words: list[str]) -> None:
    assert parse(words) is Information.VERSION


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "no command given"),
        (["x"], "minicoro run x"),
        (["--frob"], "unknown option: --frob"),
        (["run", "--stuck-after", "soon", "x.py"], "--stuck-after takes a number of seconds, not 'soon'"),
        (["run"], "no program given"),
        (["run", "--"], "no program given"),
        (["run", "-c"], "Argument expected for the -c option"),
        (["run", "-X"], "Argument expected for the -X option"),
        (["run", "--interpret"], "Argument expected for the --interpret option"),
        (["run", "--interpret="], "Argument expected for the --interpret option"),
        (["run", "--force-machine=yes", "x.py"], "unknown option: --force-machine=yes"),
        (["run", "--frob", "x.py"], "unknown option: --frob"),
        (["run", "-O", "x.py"], "python -O -m minicoro run"),
    ],
)
def test_mistakes_are_named(words: list[str], says: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(words)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "command", ["attach", "learn", "open", "repl", "serve", "show", "trace", "versions", "command_line"]
)
@pytest.mark.parametrize("width", [40, 60, 80])
def test_help_fits_a_narrow_terminal(command: str, width: int) -> None:
    text = importlib.import_module(f"minicoro.cli.{command}").HELP
    shown = fitted(text, width)
    assert [line for line in shown.splitlines() if len(line) > width and len(line.split()[-1]) < width // 2] == []
    assert shown.split() == text.split()
    assert fitted(text, 200) == text


def test_what_is_said_of_an_option_stays_in_its_column() -> None:
    text = "usage: it\n\noptions:\n  --one X   does one thing\n            and another\n  --two     nothing\n\nThe end of it.\nIt is near.\n"
    assert fitted(text, 24).splitlines() == [
        "usage: it", "", "options:", "  --one X   does one", "        thing and", "        another", "  --two     nothing", "",
        "The end of it. It is", "near.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("run", "--interpet", "a", "b.py"), "--interpret"),
        (("trace", "--expresions", "b.py"), "--expressions"),
        (("trace", "--wlak", "b.py"), "--walk"),
        (("open", "--explian", "dump"), "--explain"),
        (("show", "--mermad", "b.py"), "--mermaid"),
    ],
)
def test_a_misspelt_option_is_answered_with_a_suggestion(words: tuple[str, ...], meant: str) -> None:
    ended = run((sys.executable, "-m", "minicoro"), *words)
    assert ended.code == 2
    assert f"; did you mean {meant}?" in ended.err.splitlines()[0], ended.err
