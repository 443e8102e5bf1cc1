"""Type variables and type aliases whose parts are evaluated when asked for (PEP 695, PEP 696; Python 3.12+).

Only the host's own syntax makes them, so a template in that syntax does, with a call in each place where the
program has an expression: ``class name[T: bound()]: pass``.  What it calls is a function of the program.
"""

from __future__ import annotations

from types import CodeType, FunctionType

from minicoro.records import NamedTuple
from minicoro.remembering import remembered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

_RESULTS = {
    "def": "name.__type_params__",
    "class": "name.__type_params__, name.__orig_bases__[-1]",
    "type": "name",
}


class Parameter(NamedTuple):
    """The shape of one type parameter.

    stars: what stands before its name, ``*`` for a tuple of types, ``**`` for a parameter specification.
    """

    name: str
    stars: str = ""
    bound: bool = False
    constraints: bool = False
    default: bool = False


def definer(form: str, name: str, parameters: Sequence[Parameter], namespace: dict[str, Any]) -> Callable[..., Any]:
    """A function that makes what a definition of this shape makes, in a module with these globals.

    form: ``def`` gives the type parameters, ``class`` these and the base ``Generic[...]``, ``type`` the alias.
    The function takes the evaluators: for each parameter of its bound or constraints and of its default, as far as
    it has them; last, for ``type``, of the value.  None of them is called before its value is asked for.
    """
    return FunctionType(_code(form, name, tuple(parameters)), namespace)


@remembered(at_most=256)
def _code(form: str, name: str, parameters: tuple[Parameter, ...]) -> CodeType:
    # Names longer than any of the program's, so that none of these hides one of ours.
    prefix = "e" * max([len(name), *[len(parameter.name) for parameter in parameters]])
    evaluators: list[str] = []

    def evaluator() -> str:
        evaluators.append(f"{prefix}{len(evaluators)}")
        return f"{evaluators[-1]}()"

    shown = [_parameter_text(parameter, evaluator) for parameter in parameters]
    brackets = f"[{', '.join(shown)}]" if shown else ""
    tail = {"def": "(): pass", "class": ": pass", "type": ""}[form] or f" = {evaluator()}"
    result = _RESULTS[form].replace("name", name)
    text = f"def make({', '.join(evaluators)}):\n {form} {name}{brackets}{tail}\n return {result}\n"
    module = compile(text, __file__, "exec", dont_inherit=True)
    (code,) = [constant for constant in module.co_consts if isinstance(constant, CodeType)]
    return code


def _parameter_text(parameter: Parameter, evaluator: Callable[[], str]) -> str:
    text = parameter.stars + parameter.name
    if parameter.constraints:
        text += f": (*{evaluator()},)"
    elif parameter.bound:
        text += f": {evaluator()}"
    return f"{text} = {evaluator()}" if parameter.default else text
