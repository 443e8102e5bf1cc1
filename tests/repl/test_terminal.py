"""Sessions at a pseudo-terminal: editing, Ctrl-C, paste, much output, resizing; with the editor and without."""

import time
from pathlib import Path

import pytest

from tests.repl.sessions import REPL, Begin, Terminal

pytestmark = pytest.mark.sample(4, 1)

pytest.importorskip("pexpect", reason="needs pexpect (pip install 'minicoro[test]')")


def test_values_and_the_end(session: Terminal) -> None:
    session.type("6 * 7\r")
    session.result("42")
    session.expect(">>>")
    session.type("await asyncio.sleep(0.01, 'slept')\r")
    session.result("'slept'")
    session.expect(">>>")
    assert session.leave() == 0


@pytest.mark.slow
def test_ctrl_c_cancels_the_input(session: Terminal) -> None:
    session.type("undefined +")
    session.interrupt()
    session.expect(">>>")
    session.type("6 * 7\r")
    assert "undefined" not in session.result("42").split(">>>")[-1]


def test_ctrl_c_in_await(session: Terminal) -> None:
    session.type("try: await asyncio.sleep(60)\rfinally: print('\\nclean' + 'ed')\r\r")
    time.sleep(0.5)
    session.interrupt()
    session.result("cleaned")
    session.expect("KeyboardInterrupt")
    session.expect(">>>")
    session.type("6 * 7\r")
    session.result("42")


@pytest.mark.sample(2)
def test_ctrl_c_in_a_loop(session: Terminal) -> None:
    session.type("while True: pass\r\r")
    time.sleep(0.5)
    session.interrupt()
    session.expect("KeyboardInterrupt")
    session.expect(">>>")
    session.type("6 * 7\r")
    session.result("42")


@pytest.mark.slow
def test_background_tasks_go_on_at_the_prompt(session: Terminal) -> None:
    session.type("async def tell(): await asyncio.sleep(0.5); print('to' + 'ld')\r\r")
    session.type("t = asyncio.create_task(tell())\r")
    session.expect("told\r\n")
    session.type("t.done()\r")
    session.expect("True")


@pytest.mark.slow
def test_a_held_loop_stands_still(session: Terminal) -> None:
    session.type("%hold on\r")
    session.expect("the loop stands still")
    session.type("async def tell(): print('to' + 'ld')\r\r")
    session.type("t = asyncio.create_task(tell())\r")
    session.type("t.done(), 'then'\r")
    session.expect(r"\(False, 'then'\)")
    session.type("%next\r")
    session.expect("told\r\n")


@pytest.mark.slow
def test_a_syntax_error_in_the_middle_of_a_block(session: Terminal) -> None:
    session.type("if 1:\r    x = )\r")
    session.expect("SyntaxError: unmatched '\\)'")
    session.expect(">>>")
    session.type("6 * 7\r")
    session.result("42")


@pytest.mark.slow
def test_much_output(session: Terminal) -> None:
    session.type("for i in range(10000): print('line', i)\r\r")
    shown = session.expect("line 9999\r\n")
    assert [line for line in shown.splitlines() if line.startswith("line ")][-9998:] == [
        f"line {i}" for i in range(1, 9999)
    ]


def test_a_command(session: Terminal) -> None:
    session.type("async def f(): await asyncio.sleep(0); return 5\r\r")
    session.type("c = f()\r%step c\r%step c\r")
    session.expect("suspended, yielding None\r\n")
    session.expect("returned 5\r\n")


@pytest.mark.slow
def test_paste_of_a_whole_file(editor: Terminal) -> None:
    source = "async def f(n):\n    if n:\n\n        return n\n    return 0\n\nclass A:\n    x = 5\n\n\ny = await f(7)\ny + A.x\n"
    editor.type(f"\x1b[200~{source}\x1b[201~")
    editor.type("\r")
    editor.result("12")


def test_the_editor_indents_and_runs_a_block_after_an_empty_line(editor: Terminal) -> None:
    editor.type("def f(n):\rif n:\rreturn n + 1\r\r")
    editor.expect(">>>")
    editor.type("f(41)\r")
    editor.result("42")


@pytest.mark.slow
def test_resizing(editor: Terminal) -> None:
    editor.type("'" + "wide" * 30)
    editor.child.setwinsize(10, 40)
    editor.type("'[:4] * 2\r")
    editor.result("'widewide'")
    editor.child.setwinsize(40, 120)
    editor.type("6 * 7\r")
    editor.result("42")


@pytest.mark.slow
def test_completion(editor: Terminal) -> None:
    editor.type("class Thing: unusual_name = 42\r\rthing = Thing()\r")
    editor.type("thing.unus\t")
    time.sleep(2)
    editor.type("\r")
    editor.result("42")
    editor.type("%stat\t")
    time.sleep(0.5)
    editor.type(" 5\r")
    editor.expect("%state: 5 is int")


@pytest.mark.slow
def test_history_on_disk(begin: Begin) -> None:
    pytest.importorskip("prompt_toolkit", reason="needs the extra: pip install 'minicoro[repl]'")
    first = begin()
    first.type("'remem' + 'bered'\r")
    first.result("'remembered'")
    assert first.leave() == 0
    second = begin()
    second.type("\x10")  # Ctrl-P
    second.type("\r")
    second.result("'remembered'")


@pytest.mark.slow
def test_typing_ahead(session: Terminal) -> None:
    """What is typed while an input runs comes to the next prompts, Ctrl-D too: the terminal was not raw meanwhile."""
    session.type("import time; time.sleep(1)\r")
    time.sleep(0.5)
    session.type("6 * 7\r")
    assert session.leave() == 0
    assert "42" in session.rest


@pytest.mark.slow
def test_ctrl_d_at_any_moment_after_an_input(begin: Begin) -> None:
    pytest.importorskip("prompt_toolkit", reason="needs the extra: pip install 'minicoro[repl]'")
    for delay in (0, 0.01, 0.03, 0.1):
        session = begin()
        session.type("6 * 7\r")
        session.result("42")
        session.child.delaybeforesend = delay
        assert session.leave() == 0


def test_the_loop_has_nothing_of_the_editor(editor: Terminal) -> None:
    editor.type("%hold\r")
    editor.expect("stands still between inputs")
    editor.type("%next\r")
    editor.expect("nothing is ready")


def test_what_is_suspended_is_closed_at_the_end(editor: Terminal) -> None:
    """The completer keeps ``__main__``, which the host then clears after the interpreter's modules."""
    import pexpect

    editor.type("def gen():\rtry: yield 1\rfinally: print('clo' + 'sed')\r\r")
    editor.type("import rlcompleter; g = gen(); next(g)\r%tasks\rexit\r")
    editor.expect("closed")
    editor.expect(pexpect.EOF)
    assert "Exception ignored" not in editor.child.before


def test_exit_gives_its_code(session: Terminal) -> None:
    import pexpect

    session.type("exit(3)\r")
    session.expect(pexpect.EOF)
    session.child.close()
    assert session.child.exitstatus == 3


def test_minicoro_alone(begin: Begin) -> None:
    session = begin(words=REPL[:3])  # type: ignore[arg-type]
    session.type("await asyncio.sleep(0, 42)\r")
    session.result("42")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks /proc for the time that was computed")
def test_the_first_prompt_comes_soon(begin: Begin) -> None:
    """Half a second, when the files are in memory: of computing, for on a busy machine the clock measures the others."""
    begin().leave()
    assert min([begin().computed() for _ in range(3)]) < 0.5


def test_tasks_of_the_program_count_from_one(session: Terminal) -> None:
    """However long the prompt has waited: what it does itself is not counted."""
    time.sleep(0.5)
    session.type("1 + 1\r")
    session.result("2")
    session.expect(">>>")
    session.type("t = asyncio.create_task(asyncio.sleep(0)); t.get_name()\r")
    session.result("'Task-1'")
