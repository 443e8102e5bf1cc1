"""Trees kept between runs: the same tree comes back, and whatever is wrong with what is kept does no harm."""

from __future__ import annotations

import ast
import gc
import marshal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from minicoro.oldsyntax import cache, storage
from minicoro.syntax import parse
from tests.running import MINICORO, run

TEXT = b"import os\n\ndef f(a, *b, c=-0.0, **d):\n    return f'{a!r:>{c}}', ..., 1j, b'x', None\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where trees are kept in this test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "minicoro" / f"trees-{sys.implementation.cache_tag}"


def dump(tree: ast.AST | None) -> str:
    assert tree is not None
    return ast.dump(tree, include_attributes=True)


def kept(source: bytes) -> ast.Module:
    """Parse and keep."""
    tree = parse(source)
    assert isinstance(tree, ast.Module)
    cache.keep(source, tree)
    return tree


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def library() -> Iterator[Path]:
    """A sample of the standard library; all kinds of node are in it."""
    root = Path(ast.__file__).parent
    for name in (
        "argparse.py",
        "asyncio/base_events.py",
        "dataclasses.py",
        "test/test_patma.py",
        "test/test_grammar.py",
    ):
        if (root / name).exists():
            yield root / name


@pytest.mark.parametrize("path", list(library()), ids=lambda path: path.name)
def test_the_same_tree_comes_back(folder: Path, path: Path) -> None:
    source = path.read_bytes()
    assert dump(kept(source)) == dump(cache.load(source))
    assert dump(cache.load(source)) == dump(ast.parse(source))


def test_what_is_shared_in_a_tree_is_shared_again(folder: Path) -> None:
    kept(TEXT)
    tree = cache.load(TEXT)
    assert tree is not None
    contexts = {id(node) for node in ast.walk(tree) if isinstance(node, ast.Load)}
    assert len(contexts) == 1


def test_nothing_is_found_of_another_text(folder: Path) -> None:
    kept(TEXT)
    assert cache.load(TEXT + b"\n") is None


def test_two_files_of_the_same_text_share_a_tree(folder: Path, tmp_path: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": ""}
    for name in ("one.py", "two.py"):
        (tmp_path / name).write_text(
            "import sys\ndef where(): return sys._getframe().f_code.co_filename\nprint(where())\n"
        )
        assert run(MINICORO, str(tmp_path / name), env=environment).out == f"{tmp_path / name}\n"
        assert only_file(folder)


def test_damage_is_noticed(folder: Path) -> None:
    kept(TEXT)
    file = only_file(folder)
    whole = file.read_bytes()
    for damaged in (b"", whole[:7], whole[:-1], whole + b"x", whole.replace(b"Module", b"Nodule")):
        file.write_bytes(damaged)
        assert cache.load(TEXT) is None
    file.write_bytes(whole)
    assert cache.load(TEXT) is not None


def test_what_is_whole_and_no_tree_is_refused(folder: Path) -> None:
    kept(TEXT)
    file = only_file(folder)
    body = storage.read(str(file))
    assert body is not None
    stamp, names, form = marshal.loads(body)
    for wrong in (7, (stamp, names), (stamp, ["Nonsense"], form), (stamp, names, (10**6,)), (stamp, ["Name"], (0,))):
        storage.write(str(file), marshal.dumps(wrong))
        assert cache.load(TEXT) is None


@pytest.mark.parametrize(
    ("owner", "name", "value"),
    [
        (cache, "FORMAT", -1),
        (cache, "__version__", "0"),
        (sys, "hexversion", 0),
        (cache, "_known_state", [("a", 1, 2)]),
    ],
)
def test_another_version_is_foreign(
    folder: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, value: object
) -> None:
    kept(TEXT)
    monkeypatch.setattr(owner, name, value)
    assert cache.load(TEXT) is None
    tree = kept(TEXT)
    assert dump(cache.load(TEXT)) == dump(tree)


def test_nothing_is_written_where_no_bytecode_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept(TEXT)
    assert not folder.exists()


def test_trees_stand_with_the_bytecode(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "prefix"))
    kept(TEXT)
    assert only_file(tmp_path / "prefix" / "minicoro" / folder.name)
    assert cache.load(TEXT) is not None
    assert not folder.exists()


def test_a_place_that_cannot_be_written_does_no_harm(folder: Path) -> None:
    folder.parent.mkdir()
    folder.write_text("a file where the directory should be")
    kept(TEXT)
    assert cache.load(TEXT) is None
    assert [entry.name for entry in folder.parent.iterdir()] == [folder.name]


def test_a_tree_too_deep_to_keep_is_not_kept(folder: Path) -> None:
    tree = ast.parse(TEXT)
    statement = ast.parse("x").body[0]
    assert isinstance(statement, ast.Expr)
    for _ in range(3000):
        statement.value = ast.copy_location(ast.UnaryOp(ast.Not(), statement.value), statement.value)
    cache.keep(TEXT, ast.Module([*tree.body, statement], []))
    assert not folder.exists()


def test_many_writers_and_readers_at_once(folder: Path) -> None:
    """Readers find the tree or nothing, whatever the writers are at; afterwards it stands there, whole and alone."""
    script = f"""
import sys
from minicoro.oldsyntax import cache
from minicoro.syntax import parse
sys.dont_write_bytecode = False
text = {TEXT!r} * 50
for _ in range(20):
    cache.keep(text, parse(text))
    found = cache.load(text)
    assert found is None or len(found.body) == 100, found
"""
    with ThreadPoolExecutor(4) as pool:
        ended = list(
            pool.map(lambda _: subprocess.run([sys.executable, "-c", script], check=False).returncode, range(4))
        )
    assert ended == [0] * 4
    assert len(cache.load(TEXT * 50).body) == 100  # type: ignore[union-attr]
    assert only_file(folder)


def test_old_trees_go_when_there_are_many(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "FILES_AT_MOST", 10)
    for number in range(11):
        kept(b"x = %d\n" % number)
    assert len(list(folder.iterdir())) == 6
    assert cache.load(b"x = 10\n") is not None


def test_the_collector_is_left_as_it_was(folder: Path) -> None:
    gc.enable()  # whatever a test before this one has left
    kept(TEXT)
    assert gc.isenabled()
    cache.load(TEXT)
    assert gc.isenabled()
    gc.disable()
    try:
        cache.load(TEXT)
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "program",
    ["x = 1\nprint(x is 1)\n", "assert (1, 'always true')\n", "print('\\d')\n", "return 1\n", "x = (\n", "await x\n"],
)
def test_warnings_and_errors_are_the_same_from_the_cache(folder: Path, tmp_path: Path, program: str) -> None:
    environment = {"XDG_CACHE_HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "", "PYTHONWARNINGS": "default"}
    file = tmp_path / "program.py"
    file.write_text(program)
    first = run(MINICORO, str(file), env=environment)
    assert run(MINICORO, str(file), env=environment) == first
