"""A fork goes on as the original would have: at every suspension, in any order, and again after going back."""

import asyncio
import copy
import itertools
import pickle
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import minicoro
from minicoro.api import CannotForkError
from tests.forks.programs import PROGRAMS
from tests.running import run

CODE = """
import gc, itertools

def reading(path):
    with open(path) as file:
        for line in file:
            yield line

def hosted(iterable):
    yield from iterable

class Waiting:
    def __init__(self, iterator): self.iterator = iterator
    def __await__(self): return self.iterator

async def waiting(iterator): return await Waiting(iterator)

async def waiting_for(future):
    x = 1
    return await future, x

def closing(log):
    try:
        yield 1
        yield 2
    finally:
        log.append("closed")

def listing():
    mine = []
    for n in range(3):
        mine.append(n)
        yield mine

def asking():
    me = yield
    yield me.copier(me.generator)

def viewing(view):
    me = yield
    kept = locals()
    yield view(me), list(kept)

def captured_by_others(functions):
    n = 0
    def bump():
        nonlocal n
        n += 1
        return n
    functions.append(bump)
    yield
    while True:
        yield n, bump is functions[0]
"""


ALONE = """
import itertools

def chained():
    for x in itertools.chain([1, 2], (3, 4), "ab"):
        yield x

def counted():
    for x in enumerate(itertools.count(5)):
        for y in itertools.repeat(x, 2):
            yield y
        if x[0] == 5:
            return

def zipped():
    yield from zip([1, 2, 3, 4], itertools.cycle(itertools.chain("ab", "c")), strict=False)

def expression():
    return (x for x in itertools.product([1, 2], "ab"))

def held():
    it = itertools.count()
    for x in it:
        yield x, next(it)

def made(f):
    for x in itertools.accumulate([1, 2, 3], f):
        yield x

def inner():
    yield from (1, 2, 3)

def around():
    for x in itertools.islice(inner(), 3):
        yield x
"""
"""Loops over iterators of itertools, which cannot be copied from 3.14 on."""


@pytest.fixture(scope="module", params=[False, True], ids=["compiled", "walked"])
def names(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """The functions of the programs, interpreted by either engine."""
    import types
    import warnings

    replaced = (sys._getframe, warnings.warn, types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)
    frame_type = types.FrameType
    from minicoro.api import Options, compile_source, prepare

    prepare(Options(walk=request.param))
    namespace: dict[str, Any] = {"__name__": "programs"}
    exec(compile_source(PROGRAMS + CODE + ALONE, "<programs>", "exec"), namespace)
    prepare(Options())
    yield namespace
    sys._getframe, warnings.warn, types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType = replaced
    types.FrameType = frame_type


def future_of(o: Any) -> list[Any]:
    """Everything that is left to come, results and errors included."""
    told = []
    while True:
        stopped = minicoro.step(o)
        told.append((stopped.how, repr(stopped.value)))
        if stopped.how in ("returned", "raised"):
            return told


def objects(names: dict[str, Any]) -> list[Callable[[], Any]]:
    made: list[Callable[[], Any]] = names["ALL"]
    return made


def lengths(names: dict[str, Any]) -> Iterator[tuple[Callable[[], Any], int, list[Any]]]:
    for make in objects(names):
        whole = future_of(make())
        assert len(whole) > 1
        for taken in range(len(whole)):
            yield make, taken, whole


def test_a_fork_has_the_same_future(names: dict[str, Any]) -> None:
    for make, taken, whole in lengths(names):
        original = make()
        for _ in range(taken):
            minicoro.step(original)
        forked = copy.copy(original)
        assert (future_of(original), future_of(forked)) == (whole[taken:], whole[taken:])


def test_a_fork_is_independent_of_the_order(names: dict[str, Any]) -> None:
    for make, taken, whole in lengths(names):
        original = make()
        for _ in range(taken):
            minicoro.step(original)
        first, second = minicoro.fork(original), minicoro.fork(original)
        turns = [[minicoro.step(o) for o in (second, original, first)] for _ in whole[taken:]]
        for one in zip(*turns, strict=True):
            assert [(stopped.how, repr(stopped.value)) for stopped in one] == whole[taken:]


def test_a_fork_of_a_fork(names: dict[str, Any]) -> None:
    for make in objects(names):
        whole = future_of(make())
        o = make()
        for rest in range(len(whole)):
            forked = minicoro.fork(o)
            assert future_of(o) == whole[rest:]
            o = forked
            stopped = minicoro.step(o)
            assert (stopped.how, repr(stopped.value)) == whole[rest]


def test_a_snapshot_takes_the_object_back(names: dict[str, Any]) -> None:
    for make, taken, whole in lengths(names):
        o = make()
        for _ in range(taken):
            minicoro.step(o)
        for _ in range(2):
            kept = minicoro.snapshot(o)
            assert future_of(o) == whole[taken:]
            kept.restore()
        assert future_of(o) == whole[taken:]


def test_step_by_step_back_to_the_start(names: dict[str, Any]) -> None:
    for make in objects(names):
        whole = future_of(make())
        o, history = make(), []
        for _ in whole:
            history.append(minicoro.snapshot(o))
            minicoro.step(o)
        for rest in range(len(whole) - 1, -1, -1):
            history.pop().restore()
            assert future_of(minicoro.fork(o)) == whole[rest:]
        assert future_of(o) == whole


def test_going_back_leaves_objects_and_cells_what_they_are(names: dict[str, Any]) -> None:
    functions: list[Any] = []
    o = names["captured_by_others"](functions)
    next(o)
    kept = minicoro.snapshot(o)
    assert [functions[0](), functions[0](), next(o)] == [1, 2, (2, True)]
    frame = o.gi_frame
    kept.restore()
    assert o.gi_frame is frame
    assert [next(o), functions[0](), next(o)] == [(0, True), 1, (1, True)]


def test_a_fork_has_cells_and_functions_of_its_own(names: dict[str, Any]) -> None:
    functions: list[Any] = []
    o = names["captured_by_others"](functions)
    next(o)
    forked = minicoro.fork(o)
    functions[0]()
    assert [next(o), next(forked)] == [(1, True), (0, False)]


def test_what_variables_refer_to_is_shared(names: dict[str, Any]) -> None:
    o = names["listing"]()
    next(o)
    forked = minicoro.fork(o)
    assert next(forked) is next(o) == [0, 1, 1]


@pytest.mark.parametrize("name", ["chained", "counted", "zipped", "expression"])
def test_an_iterator_of_itertools_that_only_a_loop_holds(names: dict[str, Any], name: str) -> None:
    every = list(names[name]())
    for steps in range(1, len(every)):
        o = names[name]()
        before = [next(o) for _ in range(steps)]
        forked = minicoro.fork(o)
        again = minicoro.fork(forked)
        kept = minicoro.snapshot(o)
        assert before + list(forked) == every
        assert before + list(o) == every
        assert before + list(again) == every, "a fork of a fork"
        kept.restore()
        assert before + list(o) == every, "gone back"


@pytest.mark.parametrize("name", ["held", "made", "around"])
def test_an_iterator_of_itertools_that_is_seen_elsewhere(names: dict[str, Any], name: str) -> None:
    """It is copied where the host can; from 3.14 on the error names it, its loop and line."""
    arguments = [lambda a, b: a + b] if name == "made" else []
    o = names[name](*arguments)
    next(o)
    line = o.gi_frame.f_lineno - 1  # that of the `for`
    if sys.version_info < (3, 14):
        assert next(minicoro.fork(o)) == next(o)
        return
    with pytest.raises(CannotForkError, match=rf"its loop at line {line} goes over .*of itertools"):
        minicoro.fork(o)
    next(o)  # and the original is as it was


def host_generator() -> Iterator[int]:
    yield 1
    yield 2


@pytest.mark.parametrize(
    ("make", "obstacle"),
    [
        (lambda names: names["reading"](__file__), "_io.TextIOWrapper"),
        (lambda names: names["hosted"](host_generator()), "<generator object host_generator"),
        (lambda names: names["hosted"](enumerate(host_generator())), "<generator object host_generator"),
        (lambda names: names["hosted"](itertools.pairwise("abc")), "<itertools.pairwise object"),
        (lambda names: names["waiting"](host_generator()), "<generator object host_generator"),
    ],
    ids=["file", "host generator", "inside enumerate", "pairwise", "await"],
)
def test_what_cannot_be_forked_is_named(names: dict[str, Any], make: Callable[..., Any], obstacle: str) -> None:
    o = make(names)
    first = minicoro.step(o)
    with pytest.raises(
        CannotForkError,
        match=r"cannot fork <.* its (frame holds|loop at line \d+ goes over) .* which the host cannot copy",
    ) as caught:
        copy.copy(o)
    assert obstacle in str(caught.value)
    rest = future_of(o)  # and the original is as it was
    assert first.how in ("yielded", "waiting") and rest[-1][0] == "returned"


def test_not_one_of_ours() -> None:
    with pytest.raises(CannotForkError, match="is not a suspended object of an interpreted program"):
        minicoro.fork(host_generator())
    with pytest.raises(TypeError, match="cannot pickle 'generator' object"):
        copy.copy(host_generator())


def test_a_failed_fork_runs_nothing_of_the_program(names: dict[str, Any]) -> None:
    log: list[str] = []
    o = names["hosted"](iter([names["closing"](log)]))
    inner = next(o)
    next(inner)
    forked = minicoro.fork(inner)
    kept = minicoro.snapshot(inner)
    del kept
    assert log == []
    del forked  # an object like any other: dropping it closes it
    assert log == ["closed"]
    inner.close()
    assert log == ["closed", "closed"]


def test_a_running_object_has_no_fork(names: dict[str, Any]) -> None:
    class Me:
        copier = staticmethod(minicoro.fork)
        generator: Any = None

    me = Me()
    me.generator = names["asking"]()
    next(me.generator)
    with pytest.raises(CannotForkError, match="it is running"):
        me.generator.send(me)


def test_both_forks_wait_for_the_one_future(names: dict[str, Any]) -> None:
    loop = asyncio.new_event_loop()
    future = loop.create_future()
    o = names["waiting_for"](future)
    assert minicoro.step(o).value is future
    forked = minicoro.fork(o)
    assert minicoro.chain(forked) == [forked, future]
    assert minicoro.step(forked).value is future
    future.set_result("done")
    assert [minicoro.step(one).value for one in (o, forked)] == [("done", 1), ("done", 1)]
    loop.close()


def test_a_program_is_told_what_cpython_tells_it() -> None:
    source = "import copy\ndef f(): yield\ntry: copy.copy(f())\nexcept TypeError as e: print(e)"
    ended = run((__import__("sys").executable, "-m", "minicoro", "run"), "-c", source)
    assert (ended.code, ended.out, ended.err) == (0, "cannot pickle 'generator' object\n", "")


def test_a_machine_is_data(names: dict[str, Any]) -> None:
    """It can be had from the function and from the object, compared and pickled."""
    o = names["consuming"]()
    machine = minicoro.machine(o)
    assert machine == minicoro.machine(names["consuming"]) == pickle.loads(pickle.dumps(machine))
    assert machine != minicoro.machine(names["counting"])
    with pytest.raises(TypeError, match="has no machine"):
        minicoro.machine(test_a_machine_is_data)
    o.close()


def test_a_view(names: dict[str, Any]) -> None:
    o = names["consuming"]()
    created = minicoro.view(o)
    assert (created.status, created.kind, created.qualname, created.state) == (
        "created",
        "coroutine",
        "consuming",
        None,
    )
    minicoro.step(o)
    seen = minicoro.view(o)
    line = PROGRAMS[: PROGRAMS.index("async for n in ticking(3)")].count("\n") + 1
    assert (seen.status, seen.construct, seen.line, seen.variables) == ("suspended", "async for", line, {"total": 0})
    assert [type(one).__name__ for one in minicoro.chain(o)] == ["coroutine", "async_generator", "generator"]
    o.close()
    closed = minicoro.view(o)
    assert (closed.status, closed.line, closed.variables, closed.kept) == ("closed", None, {}, {})
    with pytest.raises(TypeError, match="no generator, coroutine or asynchronous generator of an interpreted program"):
        minicoro.view(host_generator())


def test_a_view_leaves_the_locals_of_a_running_object(names: dict[str, Any]) -> None:
    o = names["viewing"](minicoro.view)
    next(o)
    seen, kept = o.send(o)
    assert (seen.status, [*seen.variables], kept[:2]) == ("running", ["view", "me", "kept"], ["view", "me"])


def test_a_step_of_an_asynchronous_generator(names: dict[str, Any]) -> None:
    o = names["ticking"](2)
    assert [(s.how, s.value) for s in [minicoro.step(o) for _ in range(5)]] == [
        ("waiting", ("tick", 0)),
        ("yielded", 0),
        ("waiting", ("tick", 1)),
        ("yielded", 1),
        ("returned", None),
    ]
    o = names["ticking"](2)
    minicoro.step(o)
    stopped = minicoro.throw(o, KeyError("x"))
    assert (stopped.how, repr(stopped.value)) == ("raised", "KeyError('x')")
