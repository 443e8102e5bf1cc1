"""pytest's rewriting of assertions: test modules, which pytest compiles itself, are interpreted as well."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable
from types import CodeType
from typing import Any

from .compiling import compile_source, stored

NAME = "_pytest.assertion.rewrite"


def adjusting(wanted: Callable[[str], bool]) -> Callable[[Any], None]:
    """A function that changes pytest's module so that test modules are interpreted.  wanted: whether to interpret a file.

    pytest calls ``compile`` with the rewritten tree.  Its cached code objects are the host's, so none is read or written for an
    interpreted module; minicoro stores its own, for the same text, version of pytest and setting of the rewriting.
    """

    def adjust(module: Any) -> None:
        read, write, rewrite = module._read_pyc, module._write_pyc, module._rewrite_test
        texts: dict[str, bytes] = {}

        def rewrite_test(path: Any, config: Any) -> Any:
            name = str(path)
            if not wanted(name):
                return rewrite(path, config)
            settings = module.PYTEST_TAG, config.getini("enable_assertion_pass_hook")
            texts[name] = repr(settings).encode() + path.read_bytes()
            found = stored(texts[name], name)
            return rewrite(path, config) if found is None else (None, found)

        def compile_tree(source: ast.AST, filename: str, mode: str, **options: Any) -> CodeType:
            if wanted(filename):
                return compile_source(source, filename, mode, text=texts.pop(filename, None))
            return builtins.compile(source, filename, mode, **options)  # type: ignore[call-overload,no-any-return]

        def read_pyc(source: Any, *given: Any) -> Any:
            return None if wanted(str(source)) else read(source, *given)

        def write_pyc(state: Any, code: CodeType, *given: Any) -> Any:
            return False if wanted(code.co_filename) else write(state, code, *given)

        module.compile, module._read_pyc, module._write_pyc = compile_tree, read_pyc, write_pyc
        module._rewrite_test = rewrite_test

    return adjust
