"""Reading standard input to its end."""

import sys

lines = []
try:
    while True:
        lines.append(input("> "))
except EOFError as error:
    print("end", error, lines)
print(repr(sys.stdin.read()))
print("to stderr", file=sys.stderr)
sys.exit("leaving with text")
