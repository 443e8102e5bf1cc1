"""Random programs, dense in scopes: ``python -m tests.syntax.random_programs [count] [seed]`` compares many.

Most mean nothing, and about half of them are refused; what counts is that we say of each what the host says.
"""

import ast
import random
import sys
import warnings
from collections.abc import Callable

from minicoro.syntax import rules
from tests.syntax.checking import check

NAMES = ("a", "b", "c", "__d", "__class__", "super")

# The early compilers with inlined comprehensions fall over `__class__` in a comprehension in a class, and forget
# the end of a generic class when they mangle names.
FRAGILE = (3, 12) <= sys.version_info < (3, 13)


class Writer:
    """Writes one random program."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        # Programs of one kind only, so that not every one of them breaks some rule.
        self.suspends = self.random.random() < 0.4
        self.walrus = self.random.random() < 0.4
        self.declares = self.random.random() < 0.4
        self.generic = sys.version_info >= (3, 13) and self.random.random() < 0.3
        weights = [5.0, 5.0, 5.0, 2.0, 0.4, 0.4]
        if FRAGILE:
            weights[4:] = [0.0, 0.0]
        self.weights = weights

    def name(self) -> str:
        return self.random.choices(NAMES, weights=self.weights)[0]

    def target(self, depth: int) -> str:
        kind = self.random.randrange(8)
        if kind == 0 and depth > 0:
            return f"({self.target(depth - 1)}, *{self.name()})"
        if kind == 1:
            return f"{self.name()}.x"
        if kind == 2:
            return f"{self.name()}[{self.expression(depth - 1)}]"
        return self.name()

    def comprehension(self, depth: int) -> str:
        clauses = []
        for _ in range(self.random.choice((1, 1, 1, 2))):
            word = "async for" if self.suspends and self.random.random() < 0.3 else "for"
            clauses.append(f"{word} {self.target(0)} in {self.expression(depth - 1)}")
            if self.random.random() < 0.3:
                clauses.append(f"if {self.expression(depth - 1)}")
        inside = self.expression(depth - 1)
        tail = " ".join(clauses)
        return self.random.choice(
            (f"[{inside} {tail}]", f"{{{inside} {tail}}}", f"({inside} {tail})", f"{{{inside}: {self.name()} {tail}}}")
        )

    def expression(self, depth: int) -> str:
        if depth <= 0:
            return self.name()
        kind = self.random.randrange(14)
        if kind <= 2:
            return self.comprehension(depth)
        if kind == 3:
            return f"(lambda {self.parameters(depth - 1, annotated=False)}: {self.expression(depth - 1)})"
        if kind == 4 and self.walrus:
            return f"({self.name()} := {self.expression(depth - 1)})"
        if kind == 5 and self.suspends:
            word = self.random.choice(("await", "await", "yield", "yield from"))
            return f"({word} {self.expression(depth - 1)})"
        if kind == 6:
            return f"{{{self.expression(depth - 1)}: {self.expression(depth - 1)}, **{self.name()}}}"
        if kind == 7:
            return f"{self.name()}({self.expression(depth - 1)}, *{self.name()}, k={self.expression(depth - 1)})"
        if kind == 8:
            return f"({self.expression(depth - 1)} if {self.name()} else {self.expression(depth - 1)})"
        return f"({self.expression(depth - 1)} + {self.name()})"

    def parameters(self, depth: int, *, annotated: bool) -> str:
        names = self.random.sample(NAMES[:4], self.random.randrange(4))
        parts = []
        for position, name in enumerate(names):
            text = name
            if annotated and self.random.random() < 0.3:
                text += f": {self.expression(depth)}"
            if position == len(names) - 1 and self.random.random() < 0.4:
                text += f"={self.expression(depth)}"
            parts.append(text)
        return ", ".join(parts)

    def type_parameters(self) -> str:
        if not self.generic or self.random.random() < 0.5:
            return ""
        bound = f": {self.expression(1)}" if self.random.random() < 0.4 else ""
        if sys.version_info >= (3, 13) and self.random.random() < 0.3:
            bound += f" = {self.expression(1)}"
        return f"[{self.name()}{bound}]"

    def block(self, depth: int, indent: str) -> list[str]:
        lines: list[str] = []
        for _ in range(self.random.choice((1, 2, 2, 3))):
            lines += self.statement(depth, indent)
        return lines

    def simple(self, depth: int) -> str:
        kind = self.random.randrange(12)
        if kind == 0 and self.declares:
            return f"{self.random.choice(('global', 'nonlocal'))} {self.name()}"
        if kind == 1:
            return f"{self.name()}: {self.expression(1)}"
        if kind == 2:
            return f"{self.name()} += {self.expression(2)}"
        if kind == 3:
            return f"del {self.name()}"
        if kind == 4:
            return f"import {self.name()}.x, y as {self.name()}"
        if kind == 5 and self.random.random() < 0.5:
            return self.random.choice(("return", f"return {self.expression(2)}"))
        if kind == 6 and self.random.random() < 0.3:
            return self.random.choice(("break", "continue"))
        if kind == 7 and self.generic:
            return f"type {self.name()}{self.type_parameters()} = {self.expression(2)}"
        if kind == 8:
            return self.expression(3)
        return f"{self.target(1)} = {self.expression(2)}"

    def statement(self, depth: int, indent: str) -> list[str]:
        if depth <= 0 or self.random.random() < 0.45:
            return [indent + self.simple(depth)]
        inner = indent + " "
        kind = self.random.randrange(9)
        prefix = "async " if self.suspends and self.random.random() < 0.5 else ""
        if kind <= 2:
            head = f"{prefix}def {self.name()}{self.type_parameters()}({self.parameters(1, annotated=True)}):"
            return [indent + head, *self.block(depth - 1, inner)]
        if kind == 3:
            bases = f"({self.expression(1)})" if self.random.random() < 0.4 else ""
            return [f"{indent}class {self.name()}{self.type_parameters()}{bases}:", *self.block(depth - 1, inner)]
        if kind == 4:
            head = f"{indent}{prefix}for {self.target(1)} in {self.expression(1)}:"
            return [head, *self.block(depth - 1, inner), f"{indent}else:", *self.block(0, inner)]
        if kind == 5:
            head = f"{indent}{prefix}with {self.expression(1)} as {self.target(1)}:"
            return [head, *self.block(depth - 1, inner)]
        if kind == 6:
            return self.try_statement(depth, indent)
        if kind == 7:
            return self.match_statement(depth, indent)
        return [f"{indent}while {self.expression(1)}:", *self.block(depth - 1, inner)]

    def try_statement(self, depth: int, indent: str) -> list[str]:
        inner = indent + " "
        lines = [f"{indent}try:", *self.block(depth - 1, inner)]
        if self.random.random() < 0.6:
            lines += [f"{indent}except {self.name()} as {self.name()}:", *self.block(depth - 1, inner)]
            lines += [f"{indent}else:", *self.block(0, inner)]
        return [*lines, f"{indent}finally:", *self.block(depth - 1, inner)]

    def match_statement(self, depth: int, indent: str) -> list[str]:
        pattern = self.random.choice(
            (
                f"[{self.name()}, *{self.name()}]",
                f"{{{self.name()}.x: {self.name()}, **{self.name()}}}",
                f"{self.name()}({self.name()}, k={self.name()}) as {self.name()}",
                f"[1, {self.name()}] | [{self.name()}, 2]",
            )
        )
        guard = f" if {self.expression(1)}" if self.random.random() < 0.5 else ""
        return [
            f"{indent}match {self.expression(1)}:",
            f"{indent} case {pattern}{guard}:",
            *self.block(depth - 1, indent + "  "),
        ]

    def program(self) -> str:
        future = ["from __future__ import annotations"] if self.random.random() < 0.15 else []
        lines: list[str] = []
        for _ in range(3):
            lines += self.statement(4, "")
        return "\n".join(future + lines) + "\n"


def said(judge: Callable[[ast.Module], object], tree: ast.Module) -> object:
    """What a compiler, or our check, says against a program."""
    try:
        judge(tree)
    except SyntaxError as error:
        return rules.describe(error)
    return None


def difference(text: str) -> object:
    """What we say differently from the host of one program; None if nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(text)
            theirs = said(lambda tree: compile(text, "<string>", "exec", dont_inherit=True), tree)
        except (SyntaxError, SystemError):  # the host's compiler fails on some programs with `__class__`
            return None
        ours = said(lambda tree: check(tree, text), tree)
    return None if ours == theirs else (ours, theirs)


def main(count: int = 1000, seed: int = 0) -> int:
    rules.strict = True
    failed = 0
    for number in range(seed, seed + count):
        text = Writer(number).program()
        try:
            found = difference(text)
        except AssertionError as error:
            found = str(error)
        if found:
            failed += 1
            print(f"--- seed {number}\n{text}{found}")
    print(f"{count} programs, {failed} differ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*[int(argument) for argument in sys.argv[1:]]))
