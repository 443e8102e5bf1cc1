"""An error inside an imported module, uncaught."""

try:
    import broken_syntax
except SyntaxError as error:
    print(type(error).__name__, error.msg, error.lineno, error.filename.rpartition("/")[2])
import sys

print("broken_syntax" in sys.modules)
try:
    import raising
except ZeroDivisionError:
    print("raising" in sys.modules)
import calls_back

calls_back.run(lambda: {}["missing"])
