"""Advice for a coroutine that was never awaited, by the code around the call that made it."""

import ast

from minicoro.observe.source import is_at, last_name, nodes_of, text_of

_ADVICE = {
    "AsyncFunctionDef": "write `await` in front of the call of {0}, or give it to asyncio.create_task",
    "FunctionDef": "make the function around this call an `async def`, and write `await` in front of the call of {0}; or give it to asyncio.create_task",
    "Module": "give it to asyncio.run, outside of any function: `asyncio.run({0}(…))`",
}
"""How to run a coroutine, by the kind of the function around the call that made it."""

_KEYS = "sort", "sorted", "min", "max", "groupby", "nsmallest", "nlargest"
_EACH = "map", "filter", "reduce", "starmap", "takewhile", "dropwhile", "filterfalse"
_DEFAULTS = "defaultdict", "field", "Factory"
_CALLBACKS = (
    "call_soon", "call_later", "call_at", "call_soon_threadsafe", "add_done_callback", "add_signal_handler", "add_reader", "add_writer",
)  # fmt: skip
_THREADS = "Thread", "Timer", "submit", "to_thread", "run_in_executor"
_TO = {
    **dict.fromkeys(_KEYS, "await the keys first, `keys = {{x: await {0}(x) for x in items}}`, and give `key=keys.get`"),
    **dict.fromkeys(_EACH, "write a comprehension that awaits, `[await {0}(x) for x in items]`"),
    **dict.fromkeys(_DEFAULTS, "await the value where it is needed, and store it there"),
    **dict.fromkeys(_CALLBACKS, "give a plain function that makes a task of the coroutine: `lambda *_: asyncio.create_task({0}(…))`"),
    **dict.fromkeys(_THREADS, "give a plain function; one that may run the coroutine is `lambda: asyncio.run({0}(…))`"),
}  # fmt: skip
"""What to do instead, by the function that gets the coroutine function, or a lambda that calls it, and does not await."""


def advice(name: str, at: tuple[str, int], defined: tuple[str, int] | None) -> str:
    """What to do about a coroutine of the function ``name``, which was called at ``at`` and defined at ``defined``."""
    own = name.rpartition(".")[2]
    if own.startswith("__") and own.endswith("__"):
        return f"make `{own}` a plain `def`: Python calls it and does not await its result"
    all_nodes = nodes_of(text_of(at[0]))
    nodes = [node for node in all_nodes if is_at(node, at[1])]
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    if "run_coroutine_threadsafe" in [last_name(call.func) for call in calls]:
        return "its loop has not run it: find out whether the loop runs, and whether a step blocks it"
    for each in [node for node in nodes if isinstance(node, ast.Lambda)]:
        if own in [last_name(node.func) for node in ast.walk(each.body) if isinstance(node, ast.Call)]:
            given_to = [call for call in calls if each in _arguments(call)]
            return _given(name, "a lambda cannot await", given_to)
    if calls and own not in [last_name(call.func) for call in calls] and not _is_decorated(defined):
        given_to = [call for call in calls if own in [last_name(each) for each in _arguments(call)]]
        if [last_name(call.func) for call in given_to] == ["partial"]:
            given_to = [call for call in calls if given_to[0] in _arguments(call)] or given_to
        if given_to:
            return _given(name, f"{last_name(given_to[0].func)} calls {name}, and does not await", given_to)
        if all([isinstance(call.func, ast.Attribute) for call in calls]):
            return (
                f"this line does not name {name}: if a function of the library calls it, as a default_factory, give that a plain "
                "function; otherwise write `await` in front"
            )
    return _ADVICE[_kind_around(all_nodes, at[1])].format(name)


def _given(name: str, reason: str, to: list[ast.Call]) -> str:
    if not to:
        return f"{reason}: write `await` in front of the call of the lambda"
    instead = _TO.get(last_name(to[0].func), "give it a plain function, or await the value before, and give that")
    return f"{reason}: {instead.format(name)}"


def _arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *[each.value for each in call.keywords]]


def _is_decorated(defined: tuple[str, int] | None) -> bool:
    """Whether a function, as a property, is another object under its name."""
    if defined is None:
        return True
    functions = [node for node in nodes_of(text_of(defined[0])) if isinstance(node, ast.AsyncFunctionDef)]
    return any([node.decorator_list for node in functions if is_at(node, defined[1]) or _begins(node, defined[1])])


def _begins(node: ast.AsyncFunctionDef, line: int) -> bool:
    return line in [each.lineno for each in node.decorator_list]


def _kind_around(nodes: list[ast.AST], line: int) -> str:
    """The class of the node around a line: that of the innermost function, or "Module"; "AsyncFunctionDef" if the source is unknown."""
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    around = [node for node in functions if node.body[0].lineno <= line <= (node.end_lineno or 0)]
    return type(around[-1]).__name__ if around else "Module" if len(nodes) > 1 else "AsyncFunctionDef"
