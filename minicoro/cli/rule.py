"""`minicoro rule`: the text of a rule from the book."""

import sys
from collections.abc import Sequence

from minicoro.cli.command_line import UsageError
from minicoro.repl.book import folded, rules, similar

HELP = """\
usage: minicoro rule [ID]

Print a rule of the book: what Python does, the source of the rule, the code of minicoro that performs it, and an example with its
output.  ID is the name that explanations and traces give, such as await/exception; a part of a name lists the rules with this part,
and without ID all rules are listed.

options:
  -h, --help     show this text
"""


def enter(words: Sequence[str]) -> int:
    """Run `minicoro rule`; return the exit code."""
    if len(words) > 1:
        raise UsageError("give the name of one rule")
    known = rules()
    if known is None:
        print("minicoro rule: the book (spec/) is not part of this installation", file=sys.stderr)
        return 1
    name = words[0].strip("`") if words else ""
    if name in known:
        print(folded(known[name]))
        return 0
    near = similar(name, known)
    if near and name in near[0]:
        print("\n".join(near))
        return 0
    others = f"similar: {', '.join(near)}; " if near else ""
    print(f"minicoro rule: there is no rule {name!r}; {others}`minicoro rule` lists them all", file=sys.stderr)
    return 1
