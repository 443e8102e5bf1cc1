"""Programs given by ``-c``: which source lines their tracebacks and warnings show."""

import pytest

from tests.running import same_as_cpython

COMMANDS = {
    "functions": "def f():\n    def g():\n        1/0\n    g()\nf()",
    "a coroutine": "async def f():\n    1/0\nf().send(None)",
    "a comprehension in a class": "class A:\n    x = [1 / 0 for _ in 'a']",
    "code of exec": 'exec("def g():\\n  1/0")\ng()',
    "a warning": "import warnings\nwarnings.warn('w')",
    "lines by name": "import linecache\nprint(linecache.getlines('<string>'))",
    "no program": "1 +",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_shown_lines(command: str) -> None:
    same_as_cpython("-c", COMMANDS[command])
