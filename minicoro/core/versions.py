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

    about: the difference, in one sentence.  when: the first version in which it is true, the first in which it is false again,
    and CPython's issue or PEP.  Several versions: bugfix releases that got the change.  rule: the rule of the book about it.
    trial: a program that binds ``found`` at its end.
    """

    changeable = True

    def __init__(self, about: str, when: str, rule: str = "", trial: str = "") -> None:
        self.about, self.rule, self.trial = about, rule, trial
        changes, _, issue = when.removesuffix(")").partition(" (")
        self.issue = issue
        since, _, until = changes.partition("until ")
        self.since, self.until = [_versions(each.replace("since", "")) for each in (since, until)]

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


def _versions(text: str) -> list[Version]:
    """The versions of a list as text."""
    return [tuple(map(int, each.split("."))) for each in text.replace(",", " ").split()]


def _reached(changes: list[Version], version: Version) -> bool:
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
        "until 3.12 (gh-96793)",
        "stop-iteration/thrown",
        "def g(): yield\nfound = type(error(g().throw, StopIteration())) is RuntimeError",
    )
    converts_in_lambdas = Switch(
        "A StopIteration that leaves a generator of a `lambda` is converted to RuntimeError (PEP 479).",
        "until 3.12 (gh-96793)",
        "versions/lambda-stop-iteration",
        "def fail(): raise StopIteration\nfound = type(error(list, (lambda: (yield fail()))())) is RuntimeError",
    )
    stop_ends_delegation = Switch(
        "A StopIteration thrown at an `await` or `yield from` counts as the return of the delegate.",
        "since 3.12 (gh-90997)",
        "stop-iteration/thrown",
        "def g(): yield (yield from range(3))\nfound = error(begun(g()).throw, StopIteration(7)) is None",
    )
    delegates_to_sequence = Switch(
        "`yield from` a list, tuple, str or bytes: `gi_yieldfrom` and the target of `send` are the sequence itself.",
        "since 3.15 (gh-145667)",
        "yield-from/sequence",
        "items = [1]\ndef g(): yield from items\nfound = begun(g()).gi_yieldfrom is items",
    )
    keeps_unbegun = Switch(
        "An object that is closed before its start keeps its arguments.",
        "since 3.12, until 3.13.12, 3.14.3 (gh-142766)",
        "close/created",
        "def g(x): yield\no = g(Freed())\no.close()\nfound = not freed\ndel o",
    )
    close_returns_value = Switch(
        "`close` returns the value that the generator returns.",
        "since 3.13 (gh-104770)",
        "close/return-value",
        "def g():\n  try: yield\n  except GeneratorExit: return 1\nfound = begun(g()).close() == 1",
    )
    close_skips_frame = Switch(
        "`close` runs nothing if the frame has no handler at its suspension.",
        "since 3.13 (gh-100762)",
        "close/generator-exit",
        "def g(): yield\nmonitoring, tool, event = sys.monitoring, 5, sys.monitoring.events.PY_THROW\n"
        "monitoring.use_tool_id(tool, 'minicoro: one question')\n"
        "monitoring.register_callback(tool, event, lambda *given: freed.append(given))\n"
        "monitoring.set_events(tool, event)\n"
        "begun(g()).close()\n"
        "monitoring.set_events(tool, 0)\nmonitoring.register_callback(tool, event, None)\nmonitoring.free_tool_id(tool)\n"
        "found = not freed",
    )
    close_hides_from_tools = Switch(
        "`close` runs nothing even if a tool, a trace or a profile function is to be told of the frame's end.",
        "since 3.13, until 3.13.12",
        "close/generator-exit",
        "def g(): yield\no, told = g(), unprofiled()\n"
        "sys.setprofile(lambda frame, event, arg: told.append(frame.f_code))\n"
        "begun(o)\ntold.clear()\no.close()\nsys.setprofile(None)\nfound = g.__code__ not in told",
    )
    throw_warns = Switch(
        "`throw` with several arguments is deprecated.",
        "since 3.12 (gh-96348)",
        "throw/signature",
        "def g(): yield\nfound = warned(lambda: error(g().throw, KeyError, None))",
    )
    throw_checks_first = Switch(
        "`throw` checks its arguments before the state of the object.",
        "until 3.15",
        "throw/arguments",
        "async def c(): pass\no = c()\no.close()\nfound = isinstance(error(o.throw, 1), TypeError)",
    )
    athrow_counts_first = Switch(
        "`athrow` counts its arguments; before, the awaitable did so when it was driven.",
        "since 3.15",
        "throw/signature",
        "async def g(): yield\nfound = isinstance(error(lambda: g().athrow().close()), TypeError)",
    )
    frees_last_first = Switch(
        "The variables of a frame that ends are deleted in reverse order.",
        "since 3.14",
        "lifecycle/closed",
        "def g():\n  first, second = Freed(), Freed()\n  first.name, second.name = 1, 2\n  yield\n"
        "begun(g()).close()\nfound = freed[0].name == 2",
    )

    # Asynchronous generators.
    asend_close_throws = Switch(
        "`close` of an awaitable of `asend` raises GeneratorExit in the generator.",
        "since 3.13 (gh-117714)",
        "async-generator/awaitable-close",
        "async def g(freed=freed):\n  try: await pause()\n  finally: freed.append(1)\n  yield\n"
        "o = g()\nbegun(o.asend(None)).close()\nfound = bool(freed)",
    )
    awaitables_checked = Switch(
        "`throw` of an awaitable checks that no other awaitable of the asynchronous generator is running.",
        "since 3.13 (gh-117881, gh-117894)",
        "async-generator/already-running",
        "async def g():\n  await pause()\n  yield\no = g()\nfirst = begun(o.asend(None))\n"
        "found = type(error(o.asend(None).throw, KeyError)) is RuntimeError",
    )
    methods_warn = Switch(
        "An awaitable of an asynchronous generator warns if it was never awaited.",
        "since 3.13 (gh-89091)",
        "async-generator/method-never-awaited",
        "async def g(): yield\nfound = warned(lambda: g().asend(None) and None)",
    )
    tells_of_return = Switch(
        "If an asynchronous generator returns when it is dropped, a StopAsyncIteration is reported.",
        "until 3.15",
        "drop/async-generator-returns",
        "async def g():\n  try: yield\n  except GeneratorExit: return\nhook = sys.unraisablehook\n"
        "sys.unraisablehook = freed.append\no = g()\nerror(o.asend(None).send, None)\ndel o\n"
        "sys.unraisablehook = hook\nfound = bool(freed)",
    )

    # What a program sees of an object.
    shows_suspended = Switch(
        "Asynchronous generators have `ag_suspended`.",
        "since 3.12 (gh-79940)",
        "versions/coroutine-suspended",
        "found = hasattr(types.AsyncGeneratorType, 'ag_suspended')",
    )
    shows_state = Switch(
        "Objects have `gi_state`, `cr_state` or `ag_state`.",
        "since 3.15 (gh-120321)",
        "lifecycle/attributes",
        "found = hasattr(types.GeneratorType, 'gi_state')",
    )
    locals_write_through = Switch(
        "`f_locals` of a suspended frame is a view.",
        "since 3.13 (PEP 667)",
        "versions/write-through-locals",
        "def g():\n  x = 1\n  yield\n  return x\no = begun(g())\no.gi_frame.f_locals['x'] = 2\nfound = run(o) == 2",
    )
    expression_keeps_source = Switch(
        "A generator expression iterates over its own iterable, even if `f_locals` has a new value for `.0`.",
        "since 3.15 (gh-143493)",
        "comprehension/source",
        "found = type((x for x in [1]).gi_frame.f_locals.get('.0')) is list",
    )
    comprehension_asks_twice = Switch(
        "Each loop of a comprehension or generator expression calls `iter` once more on its iterator.",
        "since 3.13.1, until 3.14 (gh-125038, gh-127682)",
        "comprehension/source",
        "class A:\n  def __iter__(self): return B()\nclass B:\n  def __next__(self): raise StopIteration\n"
        "found = error(list, (x for x in A())) is not None",
    )
    clear_refused = Switch(
        "A suspended frame cannot be cleared.",
        "since 3.13 (gh-79932)",
        "frame/clear",
        "def g(): yield\no = begun(g())\nfound = error(o.gi_frame.clear) is not None",
    )
    keeps_caller = HostSwitch(
        "The frame of an object that has ended keeps the frame of its last resumption as `f_back`.",
        "since 3.12, until 3.13.12",
        "frame/back",
        "frames = []\ndef g():\n  frames.append(sys._getframe())\n  yield\ndef use(): list(g())\n"
        "use()\nfound = frames[0].f_back is not None",
    )
    throw_leaves_out_caller = Switch(
        "A `throw` method of a delegate that is no generator or coroutine does not have the delegating frame as an outer frame.",
        "until 3.14 (gh-126091)",
        "frame/throwing",
        "class D:\n  def __iter__(self): return self\n  def __next__(self): pass\n"
        "  def throw(self, raised): names.append(sys._getframe(1).f_code.co_name)\n"
        "names = []\ndef delegating(): yield from D()\n"
        "begun(delegating()).throw(KeyError())\nfound = names != ['delegating']",
    )
    forgets_entries = HostSwitch(
        "If an exception of a delegate is raised in a frame that handles another one, it loses traceback entries.",
        "until 3.12",
        "versions/forgotten-entries",
        "def inner(): yield\ndef outer():\n  try: raise KeyError\n  except KeyError: yield from inner()\n"
        "thrown = error(begun(outer()).throw, ValueError())\n"
        "found = 'inner' not in [part.f_code.co_name for part in frames_of(thrown)]",
    )
    inlines_comprehensions = Switch(
        "A comprehension has no frame of its own; its variables replace those of the function meanwhile.",
        "since 3.12 (PEP 709)",
        "comprehension/scope",
        "found = [sys._getframe().f_code.co_name for _ in 'x'][0] != '<listcomp>'",
    )

    # The order of look-ups and truth tests.
    exit_before_enter = Switch(
        "`__exit__` is looked up before `__enter__`.",
        "since 3.14",
        "with/protocol",
        "def g():\n  with 1: pass\nfound = '__exit__' in str(error(g))",
    )

    joins_jumps = Switch(
        "The truth of `a and b` in `(a and b) or c` is tested once, if both begin on the same line.",
        "since 3.11, 3.14",
        "versions/truth-asked-twice",
        "class Asked:\n  def __bool__(self):\n    freed.append(1)\n    return False\n"
        "result = (Asked() and 1) or 2\nfound = len(freed) == 1",
    )
    joins_lines = Switch(
        "The truth of `a and b` in `(a and b) or c` is tested once, also if they begin on different lines.",
        "since 3.14",
        "versions/truth-asked-twice",
        "class Asked:\n  def __bool__(self):\n    freed.append(1)\n    return False\n"
        "result = (\n Asked() and 1) or 2\nfound = len(freed) == 1",
    )

    # Messages.
    short_await_words = Switch(
        "The message is: 'int' object can't be awaited",
        "since 3.14 (gh-114091)",
        "await/not-awaitable",
        'async def f(): await 1\nfound = "can\'t be awaited" in str(error(f().send, None))',
    )
    keeps_slot_errors = Switch(
        "An error of the descriptor of `__await__`, `__aiter__` or `__anext__` is raised unchanged, except an AttributeError.",
        "since 3.14",
        "await/awaitable",
        "class A: __await__ = property(lambda self: 1 / 0)\nasync def f(): await A()\n"
        "found = isinstance(error(f().send, None), ZeroDivisionError)",
    )
    await_names_method = Switch(
        "The message is: A.__await__() must return an iterator, not int",
        "since 3.15",
        "await/await-result",
        "class A:\n  def __await__(self): return 1\nasync def f(): await A()\n"
        "found = 'must return an iterator' in str(error(f().send, None))",
    )
    missed_exit_words = Switch(
        "The message adds: but it supports the asynchronous context manager protocol",
        "since 3.14 (gh-128398)",
        "with/protocol",
        "class A:\n  async def __aenter__(self): pass\n  async def __aexit__(self, *_): pass\n"
        "def g():\n  with A(): pass\nfound = 'Did you mean' in str(error(g))",
    )
    clear_refused_in_an = Switch(
        "The message is: cannot clear an suspended frame",
        "since 3.15 (gh-120321)",
        "frame/clear",
        "def g(): yield\no = begun(g())\nfound = ' an ' in str(error(o.gi_frame.clear))",
    )
    clear_ends_created = Switch(
        "Clearing the frame of a just-created coroutine closes the coroutine.",
        "since 3.15",
        "frame/clear",
        "async def f(): pass\no = f()\nwarned(o.cr_frame.clear)\nfound = o.cr_frame is None\no.close()",
    )
    ignored_in_words = Switch(
        "`sys.unraisablehook` gets a text, not the dropped object.",
        "since 3.14 (gh-129354)",
        "drop/exception-ignored",
        "def g():\n  try: yield\n  finally: raise KeyError\nhook = sys.unraisablehook\n"
        "sys.unraisablehook = lambda told: freed.append(told.object)\no = begun(g())\ndel o\n"
        "sys.unraisablehook = hook\nfound = freed == [None]",
    )

    # What the running Python does by itself; ``--as`` cannot change it.
    converts_first = HostSwitch(
        "A field of an f-string is converted before its format specification is evaluated.",
        "since 3.13",
        "evaluation/fstring",
        "class A:\n  def __str__(self): return str(freed.append(1))\nfound = f'{A()!s:{len(freed) + 4}}' == 'None '",
    )
    lone_star_words = HostSwitch(
        "The message is: f() argument after * must be an iterable",
        "until 3.15",
        "evaluation/star",
        "def f(): pass\nfound = 'f()' in str(error(lambda: f(*1)))",
    )
    keyword_twice_is_bare = HostSwitch(
        "A keyword argument given twice is a KeyError of its name while an exception is being handled.",
        "until 3.12",
        "evaluation/double-star",
        "def f(**k): pass\ndef twice():\n  try: raise OSError\n  except OSError: f(a=1, **{'a': 2})\n"
        "found = type(error(twice)) is KeyError",
    )
    exec_counts = HostSwitch(
        "`exec` counts as a call of its own for the recursion limit.",
        "until 3.12",
        "recursion/limit",
    )
    silent_end = HostSwitch(
        "A trace function gets no exception event for the StopIteration of a generator that returns None.",
        "until 3.12",
        "frame/tracing",
    )
    silent_item = HostSwitch(
        "A trace function gets no exception event for the StopIteration of a delegate that is no generator or coroutine.",
        "since 3.15",
        "frame/tracing",
    )
    exec_takes_keywords = HostSwitch(
        "`exec` accepts keywords: `exec(source, globals=…)`.",
        "since 3.13 (gh-105879)",
        trial="found = error(lambda: exec('', globals={})) is None",
    )
    shows_command = HostSwitch(
        "Tracebacks show the source lines of `-c`.",
        "since 3.13 (gh-87822)",
    )
    dedents_command = HostSwitch(
        "The text of `-c` loses the indentation that all its lines have.",
        "since 3.14 (gh-103998)",
    )
    names_hiding_files = HostSwitch(
        "If a file of the program hides another module, the error about it suggests to rename the file.",
        "since 3.13 (gh-95754)",
    )
    lazy_annotations = HostSwitch(
        "A module has no `__annotations__` until a program reads them.",
        "since 3.14 (PEP 649)",
    )
    folds_async = HostSwitch(
        "The list of constants that an asynchronous comprehension iterates over becomes a tuple.",
        "until 3.14",
        "traceback/places",
    )
    iterates_at_source = HostSwitch(
        "The position of a loop's `iter` and `next` is that of the iterable.",
        "since 3.13",
        "traceback/places",
    )
    asks_at_test = HostSwitch(
        "The position of a condition's `__bool__` is that of the condition.",
        "since 3.12",
        "traceback/places",
    )
    enters_at_expression = HostSwitch(
        "The position of `__enter__` and `__exit__` is that of the expression, not of the whole statement.",
        "since 3.13",
        "traceback/places",
        "def g():\n  with (\n    1): pass\nfound = error(g).__traceback__.tb_next.tb_lineno == 3",
    )
    asserts_at_test = HostSwitch(
        "The position of a failed assertion is that of its test, not of the statement.",
        "since 3.13",
        "traceback/places",
        "def g():\n  assert (\n    [])\nfound = error(g).__traceback__.tb_next.tb_lineno == 3",
    )
    asserts_at_comparison = HostSwitch(
        "The position of a failed assertion is that of the comparison at the end of its test.",
        "until 3.12",
        "traceback/places",
        "def g(x=1):\n  assert (\n    x == 2)\nat_comparison = error(g).__traceback__.tb_next.tb_lineno == 3\n"
        "def g():\n  assert (\n    [])\nfound = at_comparison and error(g).__traceback__.tb_next.tb_lineno == 6",
    )
    loops_at_name = HostSwitch(
        "`all`, `any` and `tuple` of a generator expression are loops with the position of the name.",
        "since 3.14 (gh-131738)",
        "traceback/places",
        "def g():\n  return (tuple\n    (1 / 0 for x in [1]))\nentry = error(g).__traceback__.tb_next\nfound = [*entry.tb_frame.f_code.co_positions()][entry.tb_lasti // 2][1] == 2",
    )
    lists_at_name = HostSwitch(
        "`list` and `set` of a generator expression are loops with the position of the name.",
        "since 3.15",
        "traceback/places",
        "def g():\n  return (list\n    (1 / 0 for x in [1]))\nentry = error(g).__traceback__.tb_next\nfound = [*entry.tb_frame.f_code.co_positions()][entry.tb_lasti // 2][1] == 2",
    )
    stop_without_context = Switch(
        "The exception that is being handled is not the context of a StopIteration with a value, "
        "and a yielded None ends `asend()` with StopIteration(None).",
        "since 3.12.9, 3.13.2 (gh-128078)",
        "stop-iteration/context",
        "def g():\n  return 1\n  yield\n"
        "try: raise KeyError\nexcept KeyError: found = error(next, g()).__context__ is None",
    )
    wraps_single_exception = Switch(
        "A single exception that a clause of `except*` raises is wrapped in a group.",
        "until 3.11.4, 3.12 (gh-103590)",
        "exceptions/except-star",
        "def g():\n  try: raise ExceptionGroup('', [KeyError()])\n  except* KeyError: raise OSError\n"
        "found = type(error(g)) is ExceptionGroup",
    )
    group_has_traceback = HostSwitch(
        "The group that `except*` makes of a single exception has a traceback.",
        "since 3.13.2 (gh-128799)",
        "exceptions/except-star",
        "try:\n    raise LookupError\nexcept* LookupError as group:\n    found = group.__traceback__ is not None",
    )
    annotates_in_order = HostSwitch(
        "Annotations of positional-only parameters are evaluated first.",
        "since 3.15",
        trial="def f(a: int, /, b: int): pass\nfound = next(iter(f.__annotations__)) == 'a'",
    )
    profile_tells_thrown = HostSwitch(
        "A profile function gets the exception that is thrown into a frame, as the argument of the event `call`.",
        "since 3.12, until 3.13",
        trial="def g(): yield\no, told = begun(g()), unprofiled()\n"
        "sys.setprofile(lambda frame, event, arg: told.append((event, arg)))\n"
        "error(o.throw, KeyError)\nsys.setprofile(None)\nfound = any([event == 'call' and isinstance(arg, KeyError) for event, arg in told])",
    )
    close_hides_unbegun = HostSwitch(
        "`close` runs nothing of an object that has not begun, even if a trace or a profile function is to be told.",
        "since 3.12",
        "close/created",
        "def g(): yield\no, told = g(), unprofiled()\n"
        "sys.setprofile(lambda frame, event, arg: told.append(frame.f_code))\n"
        "o.close()\nsys.setprofile(None)\nfound = g.__code__ not in told",
    )
    throw_tells_line = HostSwitch(
        "A trace function is told the line of an `await` again after an exception was thrown into it.",
        "since 3.13",
    )
    suspends_at_resume = HostSwitch(
        "In the event of a suspension, ``f_lasti`` is that of the RESUME after the suspending instruction.",
        "since 3.13, until 3.14 (gh-113728)",
    )
    yields_at_element = Switch(
        "A generator expression suspends at the place of its element.",
        "since 3.12",
        "traceback/places",
        "g = (\n x\n for x in [1])\nnext(g)\nfound = g.gi_frame.f_lineno != g.gi_code.co_firstlineno",
    )
    uncaught_keeps_file = HostSwitch(
        "The module of a program's file keeps `__file__` until its uncaught exception is reported, and for good if it exits.",
        "until 3.13.15, 3.14.6 (gh-152132)",
    )
    main_has_cached = HostSwitch(
        "`__main__` of a program file has `__cached__`.",
        "until 3.15",
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
