"""The packages of minicoro/ and the arrows between them, read from the imports.

`PACKAGES` is the picture of the design: a package may import those that stand behind it, and nothing else of minicoro.  Inside of
a package imports run in one direction, too.  An import inside of a function counts like any other; one that is only there for
the type checker (``if TYPE_CHECKING:``) must keep to the packages, but cannot make a circle.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.running import ROOT

PUBLIC = {"minicoro", "api", "running", "lens"}
"""What readers and commands build upon: ``import minicoro``, ``minicoro.api``, and its parts `running` and `lens`."""

PACKAGES: dict[str, set[str]] = {
    "own_builtins": set(),
    "quiet": set(),
    "core": {"quiet"},
    "syntax": {"quiet"},
    "lower": {"core"},
    "compiled": {"core", "quiet", "lower"},
    "walk": {"core", "lower"},
    "fast": {"core"},
    "exact": {"core", "quiet", "compiled", "fast"},
    "tools": {"core", "quiet", "syntax", "lower", "compiled", "walk", "fast", "exact"},
    "host": {"core", "quiet", "syntax", "lower", "compiled", "walk", "fast", "exact", "tools"},
    "running": {"host"},
    "lens": {"core", "host"},
    "api": {"core", "syntax", "tools", "host", "running"},
    "observe": PUBLIC | {"quiet"},
    "native": PUBLIC | {"quiet", "observe"},
    "conformance": PUBLIC,
    "schedules": PUBLIC | {"observe"},
    "repl": PUBLIC | {"quiet", "observe", "conformance"},
    "cli": PUBLIC | {"observe", "native", "conformance", "repl", "schedules"},
    "minicoro": {
        "own_builtins",
        "core",
        "syntax",
        "tools",
        "host",
        "running",
    },  # `minicoro/__init__.py`: the functions of the public API
    "__main__": {"cli"},
}

KNOWN: dict[tuple[str, str], str] = {
    (
        "__init__.py",
        "repl.jupyter",
    ): "``%load_ext minicoro``: IPython looks for the function in the package of this name",
    ("__init__.py", "schedules.testing"): "``@minicoro.explore``: the decorator is imported when it is used",
    ("__init__.py", "native.recorder"): "`minicoro.record`: programs call the flight recorder by this name",
}
"""Arrows that the design does not have, with the reason that they are still there: (file, imported module)."""


@dataclass(frozen=True)
class Import:
    """file: the path of the importing file below minicoro/.  importer and module: dotted names without ``minicoro``."""

    file: str
    line: int
    importer: str
    module: str
    for_types: bool

    def __str__(self) -> str:
        return f"minicoro/{self.file}:{self.line} imports {self.module}"


def name_of(path: Path) -> str:
    """``core.engine`` for ``minicoro/core/engine.py``; ``core`` for its ``__init__``; ``minicoro`` for the outermost."""
    parts = list(path.relative_to(ROOT / "minicoro").with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts) or "minicoro"


FILES = {name_of(path): path for path in sorted((ROOT / "minicoro").rglob("*.py"))}


def imports_of(importer: str, source: str, modules: set[str]) -> Iterator[Import]:
    """What a file imports of minicoro.  ``from package import name`` means the module of that name, if there is one."""
    file = str(FILES[importer].relative_to(ROOT / "minicoro")) if importer in FILES else f"{importer}.py"
    root = importer.split(".") if file.endswith("__init__.py") else importer.split(".")[:-1]
    tree = ast.parse(source)
    typing = {part for node in ast.walk(tree) if _is_for_types(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        found: list[str] = []
        if isinstance(node, ast.Import):
            found = [_inside(alias.name) for alias in node.names if alias.name.split(".")[0] == "minicoro"]
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                base = [*root[: len(root) - node.level + 1], *(node.module or "").split(".")]
            elif (node.module or "").split(".")[0] == "minicoro":
                base = _inside(node.module or "").split(".")
            else:
                continue
            whole = ".".join([part for part in base if part not in ("", "minicoro")])
            for alias in node.names:
                inner = f"{whole}.{alias.name}".lstrip(".")
                found.append(inner if inner in modules else whole or "minicoro")
        for module in dict.fromkeys(found):
            yield Import(file, node.lineno, importer, module, node in typing)  # type: ignore[attr-defined]


def _inside(module: str) -> str:
    return module.removeprefix("minicoro.")


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def package_of(module: str) -> str:
    return module.split(".")[0]


IMPORTS = [each for name, path in FILES.items() for each in imports_of(name, path.read_text(), set(FILES))]


def wrong(imports: list[Import]) -> list[Import]:
    """Those that lead from a package to one that it may not know."""
    pairs = [(each, package_of(each.importer), package_of(each.module)) for each in imports]
    return [each for each, source, target in pairs if source != target and target not in PACKAGES.get(source, set())]


def circle(imports: list[Import]) -> list[str]:
    """A circle of modules, each importing the next one; empty if there is none."""
    needs: dict[str, set[str]] = {}
    for each in imports:
        if not each.for_types and each.importer != each.module:
            needs.setdefault(each.importer, set()).add(each.module)
    while leaves := {name for name in needs if not needs[name] & set(needs)}:
        needs = {name: found for name, found in needs.items() if name not in leaves}
    path: list[str] = [min(needs)] if needs else []
    while path and path[-1] not in path[:-1]:
        path.append(min(needs[path[-1]] & set(needs)))
    return path[path.index(path[-1]) :] if path else []


def test_every_package_is_in_the_picture() -> None:
    unknown = {package_of(name) for name in FILES} - set(PACKAGES)
    assert not unknown, f"add these to PACKAGES, with what they may import: {unknown}"


def test_arrows_go_down_only() -> None:
    found = [str(each) for each in wrong(IMPORTS) if (each.file, each.module) not in KNOWN]
    assert not found, "the design has no such arrow; move what is shared to where both may see it:\n" + "\n".join(found)


def test_known_exceptions_are_still_there() -> None:
    present = {(each.file, each.module) for each in wrong(IMPORTS)}
    gone = set(KNOWN) - present
    assert not gone, f"these arrows are gone; take them out of KNOWN: {gone}"


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_no_circle_in_a_package(package: str) -> None:
    inside = [each for each in IMPORTS if package_of(each.importer) == package == package_of(each.module)]
    found = circle(inside)
    assert not found, "each of these imports the next: " + " → ".join(found)


def test_the_architecture_names_every_package_and_its_files() -> None:
    """The table of ARCHITECTURE.md: each folder of minicoro, and all files of the definition and its compiled engine."""
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    root = ROOT / "minicoro"
    rows = dict(re.findall(r"^\| (`[^|]+) \|(.+)$", page, re.M))
    named = {name for first in rows for name in re.findall(r"`([\w./]+)`", first)}
    folders = {f"{path.name}/" for path in root.iterdir() if (path / "__init__.py").exists()}
    files = {path.name for path in root.glob("*.py")} - {"__init__.py", "__main__.py"}
    assert named == folders | files
    for package in ("core", "lower", "compiled"):
        inside = {path.stem for path in (root / package).glob("*.py")} - {"__init__"}
        assert inside <= set(re.findall(r"`(\w+)`", rows[f"`{package}/`"])), package


def test_no_circle_of_rooms() -> None:
    arrows = [Import("", 0, source, target, False) for source, targets in PACKAGES.items() for target in targets]
    assert not circle(arrows), "PACKAGES itself has a circle"


@pytest.mark.parametrize(
    ("importer", "source", "modules"),
    [
        ("core.engine", "from .machine import State", ["core.machine"]),
        ("core.engine", "from . import events", ["core.events"]),
        ("lower.builder", "from ..core.machine import State", ["core.machine"]),
        ("lower.builder", "from ..core import machine, engine", ["core.machine", "core.engine"]),
        ("host.compiling", "from .. import compiled", ["compiled"]),
        ("host.compiling", "def f():\n    from .. import walk", ["walk"]),
        ("compiled", "from .functions import unlinked", ["compiled.functions"]),
        ("repl.session", "import minicoro\nimport minicoro.api as api", ["minicoro", "api"]),
        ("cli.program", "from minicoro import __version__", ["minicoro"]),
        ("cli.program", "from minicoro.cli import host", ["cli.host"]),
        ("core.engine", "import ast\nfrom typing import Any", []),
    ],
)
def test_what_is_read(importer: str, source: str, modules: list[str]) -> None:
    assert [each.module for each in imports_of(importer, source, set(FILES))] == modules


def test_what_is_wrong() -> None:
    source = "from ..lower import names\nfrom .machine import State\n"
    (found,) = wrong(list(imports_of("core.engine", source, set(FILES))))
    assert (found.line, found.module) == (1, "lower.names")


def test_a_circle_is_found() -> None:
    pairs = [("a", "b"), ("b", "c"), ("c", "b"), ("d", "a")]
    assert circle([Import("", 0, source, target, False) for source, target in pairs]) == ["b", "c", "b"]
