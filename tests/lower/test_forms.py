"""What typical functions are lowered to.  Read a test as: this function, these states.

`showing` says how they are written.  Common to all machines and left out here is state 0, from which a created object goes
on to state 1.  The helpers (``$iter``, ``$matches``…) are those of `minicoro.core.operations`.
"""

import ast

import pytest

from minicoro.core.machine import Kind
from minicoro.core.versions import RULES
from minicoro.lower.functions import kind_of
from tests.lower.showing import machine_of, show


def same(program: str, states: str) -> None:
    found = show(program)
    assert found == states.lstrip("\n"), (
        f"{program}\nis lowered to other states now; if they are right, put them here:\n{found}"
    )


# ---- What the machine cuts, and what stays as it is -----------------------------------------------------------------


def test_statements_that_suspend_nowhere_stay_as_they_are() -> None:
    """A whole ``for`` loop is one step: only what suspends is cut into states."""
    program = """
def f(xs):
    for x in xs:
        print(x)
    yield 1
"""
    states = """
1
  for x in xs:
      print(x)
  -> yield 1; 2
2
  -> return None
"""
    same(program, states)


def test_a_statement_that_suspends_nowhere_but_returns_is_an_exit() -> None:
    """``Execute``: it runs as it is, and how it ends says where the control goes."""
    program = """
async def f(xs):
    for x in xs:
        if x:
            return x
        await g(x)
    for y in xs:
        if y:
            return y
"""
    states = """
1
  $iter1 = $iter(xs)
  -> 2
2
  -> x = next of $iter1: 3, none left: 6
3
  -> run 'if x:; return x': 4, return: 5
4
  -> drive $awaitable(g(x)) (await); 2
5
  $returned8 = $returned
  del $iter1
  -> return $returned8
6
  del $iter1
  -> run 'for y in xs:; if y:; return y': 7, return: 8
7
  -> return None
8
  -> return $returned
"""
    same(program, states)


def test_an_abrupt_end_in_a_loop_that_is_cut() -> None:
    """``continue`` leads to the head of the loop: state 2."""
    program = """
async def f(xs):
    for x in xs:
        await g(x)
        if x:
            continue
        h(x)
"""
    states = """
1
  $iter1 = $iter(xs)
  -> 2
2
  -> x = next of $iter1: 3, none left: 6
3
  -> drive $awaitable(g(x)) (await); 4
4
  -> run 'if x:; continue': 5, continue: 2
5
  h(x)
  -> 2
6
  del $iter1
  -> return None
"""
    same(program, states)


# ---- Expressions: spills --------------------------------------------------------------------------------------------


def test_what_stands_left_of_an_await_is_spilled() -> None:
    """``a.g`` and ``b`` are evaluated before the await, ``d()`` after it; reading a spill takes it."""
    program = """
async def f(a, b):
    return a.g(b, await c(), d())
"""
    states = """
1
  $1 = a.g
  $2 = b
  -> drive $awaitable(c()) (await); $3 = value; 2
2
  -> return $1($2, $3, d())
"""
    same(program, states)


def test_a_yield_in_an_expression() -> None:
    """The sent value is a spill, too."""
    program = """
def f(x):
    y = (yield x) + 1
"""
    states = """
1
  -> yield x; $1 = sent; 2
2
  y = $1 + 1
  -> return None
"""
    same(program, states)


def test_a_yield_whose_value_is_assigned_needs_no_spill() -> None:
    program = """
def f():
    x = yield 1
    x = yield x
"""
    states = """
1
  -> yield 1; x = sent; 2
2
  -> yield x; x = sent; 3
3
  -> return None
"""
    same(program, states)


def test_and_evaluates_its_right_side_only_if_it_must() -> None:
    program = """
async def f(a):
    return a and await b()
"""
    states = """
1
  -> if ($1 := a): 2, else 4
2
  del $1
  -> drive $awaitable(b()) (await); $2 = value; 3
3
  $1 = $2
  -> 4
4
  -> return $1
"""
    same(program, states)


def test_a_chained_comparison_stops_at_the_first_that_fails() -> None:
    """``b()`` is evaluated once, for both comparisons; it waits in ``$operand3``."""
    program = """
async def f():
    return (await a) < b() < await c
"""
    states = """
1
  -> drive $awaitable(a) (await); $2 = value; 2
2
  $operand3 = b()
  -> if ($1 := ($2 < $operand3)): 3, else 6
3
  del $1
  $4 = $operand3
  del $operand3
  -> drive $awaitable(c) (await); $5 = value; 4
4
  $1 = $4 < $5
  -> 5
5
  -> return $1
6
  del $operand3
  -> 5
"""
    same(program, states)


def test_the_fields_of_an_f_string_are_formatted_in_their_turn() -> None:
    """``a`` is formatted before the await: what is spilled is the text."""
    program = """
async def f(a):
    return f"{a}{await b:>{w}}"
"""
    states = """
1
  $1 = f'{a}'
  -> drive $awaitable(b) (await); $2 = value; 2
2
  -> return f'{$1}{$2:>{w}}'
"""
    same(program, states)


def test_an_augmented_assignment_evaluates_its_target_once() -> None:
    """Target and index are kept; the old value is read before the right side is evaluated."""
    program = """
async def f(o):
    o.x[await i] += await v
"""
    states = """
1
  $target1 = o.x
  -> drive $awaitable(i) (await); $3 = value; 2
2
  $target2 = $3
  $current4 = $target1[$target2]
  -> drive $awaitable(v) (await); $5 = value; 3
3
  $current4 += $5
  $target1[$target2] = $current4
  del $current4, $target1, $target2
  -> return None
"""
    same(program, states)


def test_starred_arguments_are_unpacked_in_their_turn() -> None:
    program = """
async def f(a, b):
    g(*a, *await b())
"""
    states = """
1
  $1 = g
  $2 = [*a]
  -> drive $awaitable(b()) (await); $3 = value; 2
2
  $1(*$2, *$3)
  -> return None
"""
    same(program, states)


def test_yield_from_drives_an_iterator() -> None:
    """``$self`` is the object that is performed: whether it may delegate to a coroutine is asked of it."""
    program = """
def f():
    x = yield from g()
"""
    states = """
1
  -> drive $iterator(g(), $self) (yield from); x = value; 2
2
  -> return None
"""
    same(program, states)


# ---- Loops ----------------------------------------------------------------------------------------------------------


def test_a_loop_over_an_iterator() -> None:
    """The iterator is a temporary: read in each round, and emptied when the loop is left."""
    program = """
def f(xs):
    for x in xs:
        yield x
"""
    states = """
1
  $iter1 = $iter(xs)
  -> 2
2
  -> x = next of $iter1: 3, none left: 4
3
  -> yield x; 2
4
  del $iter1
  -> return None
"""
    same(program, states)


def test_a_while_with_break_and_else() -> None:
    program = """
def f():
    while test():
        x = yield
        if x:
            break
    else:
        return 1
"""
    states = """
1
  -> if test(): 2, else 5
2
  -> yield None; x = sent; 3
3
  -> run 'if x:; break': 1, break: 4
4
  -> return None
5
  -> return 1
"""
    same(program, states)


def test_an_asynchronous_loop_drives_one_anext_a_round() -> None:
    """StopAsyncIteration from it ends the loop; nowhere else."""
    program = """
async def f():
    async for x in a:
        b(x)
    else:
        c()
"""
    states = """
1
  $iter1 = $aiter(a)
  -> 2
2
  -> drive $anext($iter1) (async for); x = value; 3, exhausted: 4
3
  b(x)
  -> 2
4
  del $iter1
  c()
  -> return None
"""
    same(program, states)


@pytest.mark.skipif(not RULES.inlines_comprehensions, reason="until 3.11 it is a coroutine that is awaited: PEP 709")
def test_a_comprehension_that_awaits_is_a_loop_of_the_frame() -> None:
    """Its variable is its own: state 7 unbinds it when an exception leaves the loop, state 9 at the end."""
    program = """
async def f():
    return [await a(x) for x in xs if x]
"""
    again = "$iter($1)" if RULES.comprehension_asks_twice else "$1"
    states = f"""
1
  $1 = $iter(xs)
  $collection2 = []
  -> 2
2 [7 $error5]
  $iter6 = {again}
  -> 3
3 [7 $error5]
  -> x = next of $iter6: 4, none left: 8
4 [7 $error5]
  -> if x: 5, else 3
5 [7 $error5]
  -> drive $awaitable(a(x)) (await); $item4 = value; 6
6 [7 $error5]
  $collection2.append($item4)
  del $item4
  -> 3
7 (handling $error5)
  x = None
  del x
  -> raise $error5 again
8 [7 $error5]
  del $iter6
  -> 9
9
  x = None
  del x
  $7 = $collection2
  del $collection2
  -> return $7
"""
    same(program, states)


def test_a_generator_expression_is_a_function_of_its_own() -> None:
    """Only its first iterable is evaluated here."""
    program = """
async def f():
    g = (x async for x in await y)
"""
    states = """
1
  async def <genexpr>(.0):
      async for x in .0:
          yield x
  $2 = $aiter
  -> drive $awaitable(y) (await); $3 = value; 2
2
  g = $1($2($3))
  -> return None
"""
    same(program, states)


# ---- try and with ---------------------------------------------------------------------------------------------------


def test_a_handler_tests_its_clauses_in_their_order() -> None:
    """The region of state 2 names state 4. The name of the clause is unbound on every way out (7 and 8)."""
    program = """
def f():
    try:
        yield 1
    except KeyError as e:
        yield e
    except ValueError:
        pass
"""
    states = """
1
  pass
  -> 2
2 [4 $caught1]
  -> yield 1; 3
3
  -> return None
4 (handling $caught1)
  -> if $matches($caught1, KeyError): 5, else 9
5 (handling $caught1)
  e = $caught1
  -> 6
6 [8 $error2] (handling $caught1)
  -> yield e; 7
7 (handling $caught1)
  e = None
  del e
  del $caught1
  -> 3
8 (handling $error2, $caught1)
  e = None
  del e
  -> raise $error2 again
9 (handling $caught1)
  -> if $matches($caught1, ValueError): 10, else 11
10 (handling $caught1)
  pass
  del $caught1
  -> 3
11 (handling $caught1)
  -> raise $caught1 again
"""
    same(program, states)


def test_a_finally_exists_once() -> None:
    """State 5 is entered with a completion: None, state 9 for the ``return``, or an exception."""
    program = """
def f():
    try:
        yield 1
        if a:
            return 2
    finally:
        yield 3
"""
    states = """
1
  pass
  -> 2
2 [5 $finally1]
  -> yield 1; 3
3 [5 $finally1]
  -> run 'if a:; return 2': 4, return: 8
4
  -> $finally1 = None; 5
5 (handling $finally1)
  -> yield 3; 6
6 (handling $finally1)
  -> where $finally1 says, else 7
7
  -> return None
8 [5 $finally1]
  $returned6 = $returned
  -> $finally1 = 9; 5
9
  -> return $returned6
"""
    same(program, states)


def test_a_break_through_a_finally() -> None:
    program = """
def f():
    while a:
        try:
            yield 1
            break
        finally:
            b()
"""
    states = """
1
  -> if a: 2, else 6
2
  pass
  -> 3
3 [5 $finally1]
  -> yield 1; 4
4 [5 $finally1]
  pass
  -> $finally1 = 6; 5
5 (handling $finally1)
  b()
  -> where $finally1 says, else 1
6
  -> return None
"""
    same(program, states)


def test_with_is_a_finally_that_calls_the_exit_method() -> None:
    """State 4 leaves it normally, state 6 with an exception, which a true result swallows."""
    program = """
async def f():
    with a as x:
        await b(x)
"""
    states = """
1
  $enter1, $exit2 = $methods(a)
  $entered3 = $enter1()
  del $enter1
  -> 2
2 [6 $error4]
  x = $entered3
  del $entered3
  -> drive $awaitable(b(x)) (await); 3
3
  -> $with5 = None; 4
4
  $exit2(None, None, None)
  del $exit2
  -> where $with5 says, else 5
5
  -> return None
6 (handling $error4)
  $6 = $exit2($type($error4), $error4, $traceback($error4))
  del $exit2
  -> if $6: 7, else 8
7 (handling $error4)
  del $error4
  -> 5
8 (handling $error4)
  -> raise $error4 again
"""
    same(program, states)


def test_async_with_awaits_what_the_methods_give() -> None:
    program = """
async def f():
    async with a as x:
        b(x)
"""
    states = """
1
  $enter1, $exit2 = $async_methods(a)
  -> drive $async_with($enter1(), '__aenter__') (async with); $entered3 = value; 2
2
  del $enter1
  -> 3
3 [8 $error4]
  x = $entered3
  del $entered3
  b(x)
  -> 4
4
  -> $with5 = None; 5
5
  -> drive $async_with($exit2(None, None, None), '__aexit__') (async with); 6
6
  del $exit2
  -> where $with5 says, else 7
7
  -> return None
8 (handling $error4)
  -> drive $async_with($exit2($type($error4), $error4, $traceback($error4)), '__aexit__') (async with); $6 = value; 9
9 (handling $error4)
  del $exit2
  -> if $6: 10, else 11
10 (handling $error4)
  del $error4
  -> 7
11 (handling $error4)
  -> raise $error4 again
"""
    same(program, states)


def test_except_star_splits_what_was_raised() -> None:
    """Each clause takes its part; what clauses raise is collected, and raised with the rest at the end."""
    program = """
async def f():
    try:
        await a()
    except* KeyError:
        b()
"""
    states = """
1
  pass
  -> 2
2 [4 $error1]
  -> drive $awaitable(a()) (await); 3
3
  -> return None
4 (handling $error1)
  $rest2 = $error1
  $raised3 = []
  $part4, $rest2 = $split($rest2, KeyError)
  -> if $part4 is not None: 5, else 6
5 [9 $error5] (handling $part4, $error1)
  b()
  -> 6
6 (handling $part4, $error1)
  $part4 = $star_rest($error1, $raised3, $rest2)
  del $raised3, $rest2
  -> if $part4 is None: 7, else 8
7 (handling $part4, $error1)
  del $part4, $error1
  -> 3
8 (handling $part4, $error1)
  -> raise $part4 again
9 (handling $part4, $error1)
  $raised3.append($error5)
  del $error5
  -> 6
"""
    same(program, states)


# ---- Other statements -----------------------------------------------------------------------------------------------


def test_match_tests_one_case_after_the_other() -> None:
    """The subject is a temporary, emptied when a case is chosen."""
    program = """
def f():
    match (yield):
        case [1, y] if y:
            return y
        case _:
            pass
"""
    states = """
1
  -> yield None; $2 = sent; 2
2
  $subject1 = $2
  -> $subject1 matches [1, y]: 3, else 5
3
  -> if y: 4, else 5
4
  del $subject1
  -> return y
5
  -> $subject1 matches _: 6, else 8
6
  del $subject1
  pass
  -> 7
7
  -> return None
8
  del $subject1
  -> 7
"""
    same(program, states)


def test_a_definition_evaluates_only_its_defaults_here() -> None:
    program = """
def f():
    def g(y=(yield)):
        return y
"""
    states = """
1
  -> yield None; $1 = sent; 2
2
  def g(y=$1):
      return y
  -> return None
"""
    same(program, states)


def test_an_unpacking_target_is_bound_by_a_step() -> None:
    """Anything but a plain variable gets its item by a temporary."""
    program = """
def f(o):
    for o.x, y in (yield):
        yield
"""
    states = """
1
  -> yield None; $2 = sent; 2
2
  $iter1 = $iter($2)
  -> 3
3
  -> $item3 = next of $iter1: 4, none left: 5
4
  o.x, y = $item3
  del $item3
  -> yield None; 3
5
  del $iter1
  -> return None
"""
    same(program, states)


def test_raise_from() -> None:
    program = """
def f(x):
    raise E(x) from (yield)
"""
    states = """
1
  $1 = E(x)
  -> yield None; $2 = sent; 2
2
  raise $1 from $2
  -> return None
"""
    same(program, states)


# ---- Which functions have a machine ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("def f(): yield", Kind.GENERATOR),
        ("def f(): x = (yield) if 0 else lambda: 0", Kind.GENERATOR),
        ("async def f(): pass", Kind.COROUTINE),
        ("async def f(): yield", Kind.ASYNC_GENERATOR),
        ("async def f(): await a; yield b", Kind.ASYNC_GENERATOR),
        ("def f(): return 1", None),
        ("def f():\n def g(): yield\n return g", None),
        ("def f(): return lambda: (yield)", None),
        ("def f(x=1): return (i for i in x)", None),
    ],
)
def test_what_calling_a_function_gives(text: str, kind: Kind | None) -> None:
    (function,) = ast.parse(text).body
    assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    assert kind_of(function) is kind


def test_no_state_suspends_inside_of_its_steps() -> None:
    """A step may suspend nowhere: whatever suspends is an exit."""
    text = """
async def f(a):
    async with a as b, await c as d:
        async for x, (y, z) in b:
            try:
                await x(await y, *[await i async for i in z], **{k: await v for k, v in d})
            except (await e) as error:
                yield {await g(error): (yield)}
            finally:
                assert await h, f"{await i}"
"""
    suspending = (ast.Await, ast.Yield, ast.YieldFrom, ast.AsyncFor, ast.AsyncWith)
    steps = [step for state in machine_of(text).states for step in state.steps]
    found = [ast.unparse(step) for step in steps for part in ast.walk(step) if isinstance(part, suspending)]
    assert not found, f"these steps suspend: {found}"
