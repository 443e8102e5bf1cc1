"""pytest's rewriting of assertions: test modules, which pytest compiles itself, are interpreted as well."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable
from types import CodeType
from typing import Any

from .compiling import compile_source

NAME = "_pytest.assertion.rewrite"


def adjusting(wanted: Callable[[str], bool]) -> Callable[[Any], None]:
    """A function that changes pytest's module so that test modules are interpreted.  wanted: whether to interpret a file.

    pytest calls ``compile`` with the rewritten tree.  Its cached code objects are the host's, so none is read or written for an
    interpreted module.
    """

    def adjust(module: Any) -> None:
        read, write = module._read_pyc, module._write_pyc

        def compile_tree(source: ast.AST, filename: str, mode: str, **options: Any) -> CodeType:
            if wanted(filename):
                return compile_source(source, filename, mode)
            return builtins.compile(source, filename, mode, **options)  # type: ignore[call-overload,no-any-return]

        def read_pyc(source: Any, *given: Any) -> Any:
            return None if wanted(str(source)) else read(source, *given)

        def write_pyc(state: Any, code: CodeType, *given: Any) -> Any:
            return False if wanted(code.co_filename) else write(state, code, *given)

        module.compile, module._read_pyc, module._write_pyc = compile_tree, read_pyc, write_pyc

    return adjust
