"""The differences between versions of Python in the semantics of coroutines: named switches, each with its rule.

`RULES` describes how the interpreter behaves: as the running Python, or as the version given to `behave_as` (``--as``).
`HOST` describes how the running Python itself behaves.  Most switches are found by trying: the running Python executes a small
program, the *trial* of the switch.  A switch without a trial is decided by the version number.  The version numbers are also
for ``--as``, and for a trial that cannot run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from ..quiet import Quiet

Version = tuple[int, ...]

VERSIONS: tuple[Version, ...] = ((3, 11), (3, 12), (3, 13), (3, 14), (3, 15))
"""The versions that the interpreter is tested with."""

NEWEST = 999
"""The bugfix number for a version given as two numbers: the newest bugfix release."""

_HELPERS = """\
import sys, types, weakref
@types.coroutine
def pause(): yield
class Freed:
    def __del__(self): freed.append(self)
freed = []
def error(act, *given):
    try: act(*given)
    except BaseException as raised: return raised
def begun(o):
    o.send(None)
    return o
def run(o):
    try: o.send(None)
    except StopIteration as stop: return stop.value
def frames_of(raised):
    found, entry = [], raised.__traceback__
    while entry is not None:
        found.append(entry.tb_frame)
        entry = entry.tb_next
    return found
def unprofiled():
    if sys.getprofile(): raise RuntimeError("a profile function of C code cannot be set again")
    return []
def warned(act):
    with Quiet() as quiet:
        act()
    return quiet.told
"""

_TOOLS: dict[str, Any] = {"Quiet": Quiet}
exec(_HELPERS, _TOOLS)


class Switch:
    """One difference: an attribute of `Rules` that is true or false.

    about: the difference, in one sentence.  rule: the rule of the book about it.  issue: CPython's issue or PEP.  since: the
    first version in which it is true; until: the first in which it is false again.  Several versions: bugfix releases that got
    the change.  trial: a program that binds ``found`` at its end.
    """

    changeable = True

    def __init__(
        self,
        about: str,
        rule: str = "",
        trial: str = "",
        *,
        issue: str = "",
        since: Any = (),
        until: Any = (),
    ) -> None:
        self.about, self.rule, self.issue, self.trial = about, rule, issue, trial
        self.since, self.until = _several(since), _several(until)

    def __get__(self, rules: Rules | None, kind: type) -> bool:
        raise AttributeError  # each object of `Rules` has its own value

    def of(self, version: Version) -> bool:
        """The value in a version, from CPython's releases."""
        return (not self.since or _reached(self.since, version)) and not _reached(self.until, version)

    def tried(self) -> bool:
        """The value in the running Python: the result of the trial."""
        if not self.trial:
            return self.of(running())
        names = dict(_TOOLS)
        names["freed"].clear()
        try:
            exec(self.trial, names)  # the host's own coroutines: only for the trial
            return bool(names["found"])
        except Exception:  # an unknown Python, in which the trial has no meaning
            return self.of(running())
        finally:
            names.clear()


class HostSwitch(Switch):
    """A difference that ``--as`` cannot change: what the running Python itself does, or what is found from its code objects."""

    changeable = False


def _several(versions: Any) -> tuple[Version, ...]:
    return versions if not versions or isinstance(versions[0], tuple) else (versions,)


def _reached(changes: tuple[Version, ...], version: Version) -> bool:
    """Whether a version has a change.  changes: the releases that brought it, in rising order; later versions have the last one."""
    return any([version >= each for each in changes if each[:2] == version[:2] or each is changes[-1]])


def running() -> Version:
    """The version of the running Python."""
    return tuple(sys.version_info[:3])


class Rules:
    """The switches, by name."""

    # Starting, sending, throwing, closing.
    converts_at_start = Switch(
        "A StopIteration thrown into a just-created object is converted to RuntimeError (PEP 479).",
        "stop-iteration/thrown",
        "def g(): yield\nfound = type(error(g().throw, StopIteration())) is RuntimeError",
        issue="gh-96793",
        until=(3, 12),
    )
    converts_in_lambdas = Switch(
        "A StopIteration that leaves a generator of a `lambda` is converted to RuntimeError (PEP 479).",
        "versions/lambda-stop-iteration",
        "def fail(): raise StopIteration\nfound = type(error(list, (lambda: (yield fail()))())) is RuntimeError",
        issue="gh-96793",
        until=(3, 12),
    )
    stop_ends_delegation = Switch(
        "A StopIteration thrown at an `await` or `yield from` counts as the return of the delegate.",
        "stop-iteration/thrown",
        "def g(): yield (yield from range(3))\nfound = error(begun(g()).throw, StopIteration(7)) is None",
        issue="gh-90997",
        since=(3, 12),
    )
    delegates_to_sequence = Switch(
        "`yield from` a list, tuple, str or bytes: `gi_yieldfrom` and the target of `send` are the sequence itself.",
        "yield-from/sequence",
        "items = [1]\ndef g(): yield from items\nfound = begun(g()).gi_yieldfrom is items",
        issue="gh-145667",
        since=(3, 15),
    )
    keeps_unbegun = Switch(
        "An object that is closed before its start keeps its arguments.",
        "close/created",
        "def g(x): yield\no = g(Freed())\no.close()\nfound = not freed\ndel o",
        issue="gh-142766",
        since=(3, 12),
        until=((3, 13, 12), (3, 14, 3)),
    )
    close_returns_value = Switch(
        "`close` returns the value that the generator returns.",
        "close/return-value",
        "def g():\n  try: yield\n  except GeneratorExit: return 1\nfound = begun(g()).close() == 1",
        issue="gh-104770",
        since=(3, 13),
    )
    close_skips_frame = Switch(
        "`close` runs nothing if the frame has no handler at its suspension.",
        "close/generator-exit",
        "def g(): yield\nmonitoring, tool, event = sys.monitoring, 5, sys.monitoring.events.PY_THROW\n"
        "monitoring.use_tool_id(tool, 'minicoro: one question')\n"
        "monitoring.register_callback(tool, event, lambda *given: freed.append(given))\n"
        "monitoring.set_events(tool, event)\n"
        "begun(g()).close()\n"
        "monitoring.set_events(tool, 0)\nmonitoring.register_callback(tool, event, None)\nmonitoring.free_tool_id(tool)\n"
        "found = not freed",
        issue="gh-100762",
        since=(3, 13),
    )
    close_hides_from_tools = Switch(
        "`close` runs nothing even if a tool, a trace or a profile function is to be told of the frame's end.",
        "close/generator-exit",
        "def g(): yield\no, told = g(), unprofiled()\n"
        "sys.setprofile(lambda frame, event, arg: told.append(frame.f_code))\n"
        "begun(o)\ntold.clear()\no.close()\nsys.setprofile(None)\nfound = g.__code__ not in told",
        since=(3, 13),
        until=(3, 13, 12),
    )
    throw_warns = Switch(
        "`throw` with several arguments is deprecated.",
        "throw/signature",
        "def g(): yield\nfound = warned(lambda: error(g().throw, KeyError, None))",
        issue="gh-96348",
        since=(3, 12),
    )
    throw_checks_first = Switch(
        "`throw` checks its arguments before the state of the object.",
        "throw/arguments",
        "async def c(): pass\no = c()\no.close()\nfound = isinstance(error(o.throw, 1), TypeError)",
        until=(3, 15),
    )
    athrow_counts_first = Switch(
        "`athrow` counts its arguments; before, the awaitable did so when it was driven.",
        "throw/signature",
        "async def g(): yield\nfound = isinstance(error(lambda: g().athrow().close()), TypeError)",
        since=(3, 15),
    )
    frees_last_first = Switch(
        "The variables of a frame that ends are deleted in reverse order.",
        "lifecycle/closed",
        "def g():\n  first, second = Freed(), Freed()\n  first.name, second.name = 1, 2\n  yield\n"
        "begun(g()).close()\nfound = freed[0].name == 2",
        since=(3, 14),
    )

    # Asynchronous generators.
    asend_close_throws = Switch(
        "`close` of an awaitable of `asend` raises GeneratorExit in the generator.",
        "async-generator/awaitable-close",
        "async def g(freed=freed):\n  try: await pause()\n  finally: freed.append(1)\n  yield\n"
        "o = g()\nbegun(o.asend(None)).close()\nfound = bool(freed)",
        issue="gh-117714",
        since=(3, 13),
    )
    awaitables_checked = Switch(
        "`throw` of an awaitable checks that no other awaitable of the asynchronous generator is running.",
        "async-generator/already-running",
        "async def g():\n  await pause()\n  yield\no = g()\nfirst = begun(o.asend(None))\n"
        "found = type(error(o.asend(None).throw, KeyError)) is RuntimeError",
        issue="gh-117881, gh-117894",
        since=(3, 13),
    )
    methods_warn = Switch(
        "An awaitable of an asynchronous generator warns if it was never awaited.",
        "async-generator/method-never-awaited",
        "async def g(): yield\nfound = warned(lambda: g().asend(None) and None)",
        issue="gh-89091",
        since=(3, 13),
    )
    tells_of_return = Switch(
        "If an asynchronous generator returns when it is dropped, a StopAsyncIteration is reported.",
        "drop/async-generator-returns",
        "async def g():\n  try: yield\n  except GeneratorExit: return\nhook = sys.unraisablehook\n"
        "sys.unraisablehook = freed.append\no = g()\nerror(o.asend(None).send, None)\ndel o\n"
        "sys.unraisablehook = hook\nfound = bool(freed)",
        until=(3, 15),
    )

    # What a program sees of an object.
    shows_suspended = Switch(
        "Asynchronous generators have `ag_suspended`.",
        "versions/coroutine-suspended",
        "found = hasattr(types.AsyncGeneratorType, 'ag_suspended')",
        issue="gh-79940",
        since=(3, 12),
    )
    shows_state = Switch(
        "Objects have `gi_state`, `cr_state` or `ag_state`.",
        "lifecycle/attributes",
        "found = hasattr(types.GeneratorType, 'gi_state')",
        issue="gh-120321",
        since=(3, 15),
    )
    locals_write_through = Switch(
        "`f_locals` of a suspended frame is a view.",
        "versions/write-through-locals",
        "def g():\n  x = 1\n  yield\n  return x\no = begun(g())\no.gi_frame.f_locals['x'] = 2\nfound = run(o) == 2",
        issue="PEP 667",
        since=(3, 13),
    )
    expression_keeps_source = Switch(
        "A generator expression iterates over its own iterable, even if `f_locals` has a new value for `.0`.",
        "comprehension/source",
        "found = type((x for x in [1]).gi_frame.f_locals.get('.0')) is list",
        issue="gh-143493",
        since=(3, 15),
    )
    comprehension_asks_twice = Switch(
        "Each loop of a comprehension or generator expression calls `iter` once more on its iterator.",
        "comprehension/source",
        "class A:\n  def __iter__(self): return B()\nclass B:\n  def __next__(self): raise StopIteration\n"
        "found = error(list, (x for x in A())) is not None",
        issue="gh-125038, gh-127682",
        since=(3, 13, 1),
        until=(3, 14),
    )
    clear_refused = Switch(
        "A suspended frame cannot be cleared.",
        "frame/clear",
        "def g(): yield\no = begun(g())\nfound = error(o.gi_frame.clear) is not None",
        issue="gh-79932",
        since=(3, 13),
    )
    keeps_caller = HostSwitch(
        "The frame of an object that has ended keeps the frame of its last resumption as `f_back`.",
        "frame/back",
        "frames = []\ndef g():\n  frames.append(sys._getframe())\n  yield\ndef use(): list(g())\n"
        "use()\nfound = frames[0].f_back is not None",
        since=(3, 12),
        until=(3, 13, 12),
    )
    throw_leaves_out_caller = Switch(
        "A `throw` method of a delegate that is no generator or coroutine does not have the delegating frame as an outer frame.",
        "frame/throwing",
        "class D:\n  def __iter__(self): return self\n  def __next__(self): pass\n"
        "  def throw(self, raised): names.append(sys._getframe(1).f_code.co_name)\n"
        "names = []\ndef delegating(): yield from D()\n"
        "begun(delegating()).throw(KeyError())\nfound = names != ['delegating']",
        issue="gh-126091",
        until=(3, 14),
    )
    forgets_entries = HostSwitch(
        "If an exception of a delegate is raised in a frame that handles another one, it loses traceback entries.",
        "versions/forgotten-entries",
        "def inner(): yield\ndef outer():\n  try: raise KeyError\n  except KeyError: yield from inner()\n"
        "thrown = error(begun(outer()).throw, ValueError())\n"
        "found = 'inner' not in [part.f_code.co_name for part in frames_of(thrown)]",
        until=(3, 12),
    )
    inlines_comprehensions = Switch(
        "A comprehension has no frame of its own; its variables replace those of the function meanwhile.",
        "comprehension/scope",
        "found = [sys._getframe().f_code.co_name for _ in 'x'][0] != '<listcomp>'",
        issue="PEP 709",
        since=(3, 12),
    )

    # The order of look-ups and truth tests.
    exit_before_enter = Switch(
        "`__exit__` is looked up before `__enter__`.",
        "with/protocol",
        "def g():\n  with 1: pass\nfound = '__exit__' in str(error(g))",
        since=(3, 14),
    )

    joins_jumps = Switch(
        "The truth of `a and b` in `(a and b) or c` is tested once, if both begin on the same line.",
        "versions/truth-asked-twice",
        "class Asked:\n  def __bool__(self):\n    freed.append(1)\n    return False\n"
        "result = (Asked() and 1) or 2\nfound = len(freed) == 1",
        since=((3, 11), (3, 14)),
    )
    joins_lines = Switch(
        "The truth of `a and b` in `(a and b) or c` is tested once, also if they begin on different lines.",
        "versions/truth-asked-twice",
        "class Asked:\n  def __bool__(self):\n    freed.append(1)\n    return False\n"
        "result = (\n Asked() and 1) or 2\nfound = len(freed) == 1",
        since=(3, 14),
    )

    # Messages.
    short_await_words = Switch(
        "The message is: 'int' object can't be awaited",
        "await/not-awaitable",
        'async def f(): await 1\nfound = "can\'t be awaited" in str(error(f().send, None))',
        issue="gh-114091",
        since=(3, 14),
    )
    keeps_slot_errors = Switch(
        "An error of the descriptor of `__await__`, `__aiter__` or `__anext__` is raised unchanged, except an AttributeError.",
        "await/awaitable",
        "class A: __await__ = property(lambda self: 1 / 0)\nasync def f(): await A()\n"
        "found = isinstance(error(f().send, None), ZeroDivisionError)",
        since=(3, 14),
    )
    await_names_method = Switch(
        "The message is: A.__await__() must return an iterator, not int",
        "await/await-result",
        "class A:\n  def __await__(self): return 1\nasync def f(): await A()\n"
        "found = 'must return an iterator' in str(error(f().send, None))",
        since=(3, 15),
    )
    missed_exit_words = Switch(
        "The message adds: but it supports the asynchronous context manager protocol",
        "with/protocol",
        "class A:\n  async def __aenter__(self): pass\n  async def __aexit__(self, *_): pass\n"
        "def g():\n  with A(): pass\nfound = 'Did you mean' in str(error(g))",
        issue="gh-128398",
        since=(3, 14),
    )
    clear_refused_in_an = Switch(
        "The message is: cannot clear an suspended frame",
        "frame/clear",
        "def g(): yield\no = begun(g())\nfound = ' an ' in str(error(o.gi_frame.clear))",
        issue="gh-120321",
        since=(3, 15),
    )
    clear_ends_created = Switch(
        "Clearing the frame of a just-created coroutine closes the coroutine.",
        "frame/clear",
        "async def f(): pass\no = f()\nwarned(o.cr_frame.clear)\nfound = o.cr_frame is None\no.close()",
        since=(3, 15),
    )
    ignored_in_words = Switch(
        "`sys.unraisablehook` gets a text, not the dropped object.",
        "drop/exception-ignored",
        "def g():\n  try: yield\n  finally: raise KeyError\nhook = sys.unraisablehook\n"
        "sys.unraisablehook = lambda told: freed.append(told.object)\no = begun(g())\ndel o\n"
        "sys.unraisablehook = hook\nfound = freed == [None]",
        issue="gh-129354",
        since=(3, 14),
    )

    # What the running Python does by itself; ``--as`` cannot change it.
    converts_first = HostSwitch(
        "A field of an f-string is converted before its format specification is evaluated.",
        "evaluation/fstring",
        "class A:\n  def __str__(self): return str(freed.append(1))\nfound = f'{A()!s:{len(freed) + 4}}' == 'None '",
        since=(3, 13),
    )
    lone_star_words = HostSwitch(
        "The message is: f() argument after * must be an iterable",
        "evaluation/star",
        "def f(): pass\nfound = 'f()' in str(error(lambda: f(*1)))",
        until=(3, 15),
    )
    keyword_twice_is_bare = HostSwitch(
        "A keyword argument given twice is a KeyError of its name while an exception is being handled.",
        "evaluation/double-star",
        "def f(**k): pass\ndef twice():\n  try: raise OSError\n  except OSError: f(a=1, **{'a': 2})\n"
        "found = type(error(twice)) is KeyError",
        until=(3, 12),
    )
    exec_counts = HostSwitch(
        "`exec` counts as a call of its own for the recursion limit.",
        "recursion/limit",
        until=(3, 12),
    )
    silent_end = HostSwitch(
        "A trace function gets no exception event for the StopIteration of a generator that returns None.",
        "frame/tracing",
        until=(3, 12),
    )
    silent_item = HostSwitch(
        "A trace function gets no exception event for the StopIteration of a delegate that is no generator or coroutine.",
        "frame/tracing",
        since=(3, 15),
    )
    exec_takes_keywords = HostSwitch(
        "`exec` accepts keywords: `exec(source, globals=…)`.",
        trial="found = error(lambda: exec('', globals={})) is None",
        issue="gh-105879",
        since=(3, 13),
    )
    shows_command = HostSwitch(
        "Tracebacks show the source lines of `-c`.",
        issue="gh-87822",
        since=(3, 13),
    )
    dedents_command = HostSwitch(
        "The text of `-c` loses the indentation that all its lines have.",
        issue="gh-103998",
        since=(3, 14),
    )
    names_hiding_files = HostSwitch(
        "If a file of the program hides another module, the error about it suggests to rename the file.",
        issue="gh-95754",
        since=(3, 13),
    )
    lazy_annotations = HostSwitch(
        "A module has no `__annotations__` until a program reads them.",
        issue="PEP 649",
        since=(3, 14),
    )
    folds_async = HostSwitch(
        "The list of constants that an asynchronous comprehension iterates over becomes a tuple.",
        "traceback/places",
        until=(3, 14),
    )
    iterates_at_source = HostSwitch(
        "The position of a loop's `iter` and `next` is that of the iterable.",
        "traceback/places",
        since=(3, 13),
    )
    asks_at_test = HostSwitch(
        "The position of a condition's `__bool__` is that of the condition.",
        "traceback/places",
        since=(3, 12),
    )
    enters_at_expression = HostSwitch(
        "The position of `__enter__` and `__exit__` is that of the expression, not of the whole statement.",
        "traceback/places",
        "def g():\n  with (\n    1): pass\nfound = error(g).__traceback__.tb_next.tb_lineno == 3",
        since=(3, 13),
    )
    asserts_at_test = HostSwitch(
        "The position of a failed assertion is that of its test, not of the statement.",
        "traceback/places",
        "def g():\n  assert (\n    [])\nfound = error(g).__traceback__.tb_next.tb_lineno == 3",
        since=(3, 13),
    )
    asserts_at_comparison = HostSwitch(
        "The position of a failed assertion is that of the comparison at the end of its test.",
        "traceback/places",
        "def g(x=1):\n  assert (\n    x == 2)\nat_comparison = error(g).__traceback__.tb_next.tb_lineno == 3\n"
        "def g():\n  assert (\n    [])\nfound = at_comparison and error(g).__traceback__.tb_next.tb_lineno == 6",
        until=(3, 12),
    )
    loops_at_name = HostSwitch(
        "`all`, `any` and `tuple` of a generator expression are loops with the position of the name.",
        "traceback/places",
        "def g():\n  return (tuple\n    (1 / 0 for x in [1]))\nentry = error(g).__traceback__.tb_next\nfound = [*entry.tb_frame.f_code.co_positions()][entry.tb_lasti // 2][1] == 2",
        issue="gh-131738",
        since=(3, 14),
    )
    lists_at_name = HostSwitch(
        "`list` and `set` of a generator expression are loops with the position of the name.",
        "traceback/places",
        "def g():\n  return (list\n    (1 / 0 for x in [1]))\nentry = error(g).__traceback__.tb_next\nfound = [*entry.tb_frame.f_code.co_positions()][entry.tb_lasti // 2][1] == 2",
        since=(3, 15),
    )
    stop_without_context = Switch(
        "The exception that is being handled is not the context of a StopIteration with a value, "
        "and a yielded None ends `asend()` with StopIteration(None).",
        "stop-iteration/context",
        "def g():\n  return 1\n  yield\n"
        "try: raise KeyError\nexcept KeyError: found = error(next, g()).__context__ is None",
        issue="gh-128078",
        since=((3, 12, 9), (3, 13, 2)),
    )
    wraps_single_exception = Switch(
        "A single exception that a clause of `except*` raises is wrapped in a group.",
        "exceptions/except-star",
        "def g():\n  try: raise ExceptionGroup('', [KeyError()])\n  except* KeyError: raise OSError\n"
        "found = type(error(g)) is ExceptionGroup",
        issue="gh-103590",
        until=((3, 11, 4), (3, 12)),
    )
    group_has_traceback = HostSwitch(
        "The group that `except*` makes of a single exception has a traceback.",
        "exceptions/except-star",
        "try:\n    raise LookupError\nexcept* LookupError as group:\n    found = group.__traceback__ is not None",
        issue="gh-128799",
        since=(3, 13, 2),
    )
    annotates_in_order = HostSwitch(
        "Annotations of positional-only parameters are evaluated first.",
        trial="def f(a: int, /, b: int): pass\nfound = next(iter(f.__annotations__)) == 'a'",
        since=(3, 15),
    )
    profile_tells_thrown = HostSwitch(
        "A profile function gets the exception that is thrown into a frame, as the argument of the event `call`.",
        trial="def g(): yield\no, told = begun(g()), unprofiled()\n"
        "sys.setprofile(lambda frame, event, arg: told.append((event, arg)))\n"
        "error(o.throw, KeyError)\nsys.setprofile(None)\nfound = any([event == 'call' and isinstance(arg, KeyError) for event, arg in told])",
        since=(3, 12),
        until=(3, 13),
    )
    close_hides_unbegun = HostSwitch(
        "`close` runs nothing of an object that has not begun, even if a trace or a profile function is to be told.",
        "close/created",
        "def g(): yield\no, told = g(), unprofiled()\n"
        "sys.setprofile(lambda frame, event, arg: told.append(frame.f_code))\n"
        "o.close()\nsys.setprofile(None)\nfound = g.__code__ not in told",
        since=(3, 12),
    )
    throw_tells_line = HostSwitch(
        "A trace function is told the line of an `await` again after an exception was thrown into it.",
        since=(3, 13),
    )
    suspends_at_resume = HostSwitch(
        "In the event of a suspension, ``f_lasti`` is that of the RESUME after the suspending instruction.",
        issue="gh-113728",
        since=(3, 13),
        until=(3, 14),
    )
    yields_at_element = Switch(
        "A generator expression suspends at the place of its element.",
        "traceback/places",
        "g = (\n x\n for x in [1])\nnext(g)\nfound = g.gi_frame.f_lineno != g.gi_code.co_firstlineno",
        since=(3, 12),
    )
    uncaught_keeps_file = HostSwitch(
        "The module of a program's file keeps `__file__` until its uncaught exception is reported, and for good if it exits.",
        issue="gh-152132",
        until=((3, 13, 15), (3, 14, 6)),
    )
    main_has_cached = HostSwitch(
        "`__main__` of a program file has `__cached__`.",
        until=(3, 15),
    )

    def __init__(self, values: Mapping[str, bool]) -> None:
        vars(self).update(values)


SWITCHES: dict[str, Switch] = {name: value for name, value in vars(Rules).items() if isinstance(value, Switch)}
"""The switches by their names."""


def _tried() -> dict[str, bool]:
    """The results of all trials; the rest of the process does not notice them."""
    hooks = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(None, None)
    try:
        return {name: switch.tried() for name, switch in SWITCHES.items()}
    finally:
        sys.set_asyncgen_hooks(*hooks)


HOST = Rules(_tried())
"""How the running Python itself behaves; used for its frames, its library and its compiler."""

RULES = Rules(vars(HOST))
"""How the interpreter behaves."""

CHANGED: dict[str, bool] = {}
"""The switches that `behave_as` has changed, with their values."""


def seen_as(version: Version, turned: Iterable[str] = ()) -> dict[str, bool]:
    """The switches that must change for the running Python to behave as `version`, with their values.

    turned: names of switches to invert.  `gi_state` and its like stay as they are where the library of the running Python
    reads them.
    """
    values = {name: switch.of(version) for name, switch in SWITCHES.items() if switch.changeable}
    for name in turned:
        values[name] = not values[name]
    if HOST.shows_state:
        del values["shows_state"]
    return {name: value for name, value in values.items() if value != getattr(HOST, name)}


def behave_as(values: Mapping[str, bool]) -> None:
    """Make the interpreter behave unlike the running Python, for the life of the process.  values: switches by name.

    It must be called before the interpreter is imported; RuntimeError if `core.engine` has been imported.
    """
    if f"{__package__}.engine" in sys.modules:
        raise RuntimeError("the interpreter is running already: another version's semantics are chosen before")
    vars(RULES).update(values)
    CHANGED.update(values)
