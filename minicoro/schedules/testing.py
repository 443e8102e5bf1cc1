"""`minicoro.explore`: a test that runs a coroutine function under every schedule."""

import functools
import inspect
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from typing import Any

_OPTIONS = {"model": "any", "runs": 10_000, "time": None, "depth": None, "proof": True, "ignore_output": False}
_NO_PROOF = 3

active = False
"""Whether this process explores: the decorator then returns functions unchanged."""


def decorated(function: Callable[[], object] | None, options: dict[str, Any]) -> Any:
    """See `minicoro.explore`."""
    unknown = options.keys() - _OPTIONS.keys()
    if unknown:
        raise TypeError(f"explore() has no option {sorted(unknown)[0]!r}; it has {', '.join(_OPTIONS)}")
    given = {**_OPTIONS, **options}
    if given["model"] not in ("any", "may"):
        raise ValueError(f"model is 'any' or 'may', not {given['model']!r}")
    if function is None:
        return lambda function: _test(function, given)
    return _test(function, given)


def _test(function: Any, given: dict[str, Any]) -> Any:
    if active:
        return function
    if "<locals>" in function.__qualname__ or inspect.signature(function).parameters:
        raise TypeError(
            f"explore() wants a function at the top of a module, without parameters, not {function.__qualname__}"
        )
    words = _words(function, given)
    again = f"minicoro explore {shlex.join(words)}"

    @functools.wraps(function)
    def test() -> None:
        __tracebackhide__ = True  # pytest then shows the report alone
        path = os.pathsep.join([each for each in sys.path if each])
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0"}
        command = [sys.executable, "-m", "minicoro", "explore", *words, "--for-test"]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        if done.returncode == _NO_PROOF and not given["proof"]:
            return
        if done.returncode:
            raise AssertionError(f"{done.stdout}{done.stderr}".rstrip() + _what_to_do(again, done.returncode))

    del test.__wrapped__
    return test


def _what_to_do(again: str, code: int) -> str:
    """For the author of the test: options of the command line are arguments of the decorator."""
    if code == _NO_PROOF:
        return (
            "\n\nNothing wrong was found. For a longer search: @minicoro.explore(time=SECONDS, runs=N, depth=N); "
            "to pass without a proof: @minicoro.explore(proof=False)."
        )
    return f"\n\nTo see a good and a bad run side by side, run in a shell: {again} --html OUT.html"


def _words(function: Any, given: dict[str, Any]) -> list[str]:
    words = [f"{function.__code__.co_filename}:{function.__qualname__}"]
    words += ["--may"] if given["model"] == "may" else []
    for name in ("runs", "time", "depth"):
        if given[name] != _OPTIONS[name]:
            words += [f"--{name}", str(given[name])]
    return words + (["--ignore-output"] if given["ignore_output"] else [])
