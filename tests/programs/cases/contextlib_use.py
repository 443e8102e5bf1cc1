"""contextlib's decorators over the program's generators."""

from contextlib import ExitStack, closing, contextmanager, nullcontext, redirect_stdout, suppress
import io


@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name
    except ValueError as error:
        print("swallowed", error)
    finally:
        print(f"</{name}>")


with tag("p") as inner:
    print(inner)
with tag("q"):
    raise ValueError("oops")
with suppress(KeyError):
    {}["x"]
buffer = io.StringIO()
with redirect_stdout(buffer):
    print("hidden")
print(repr(buffer.getvalue()))
with ExitStack() as stack:
    for letter in "abc":
        stack.enter_context(tag(letter))
    stack.callback(print, "callback", 1)


@tag("decorated")
def work():
    print("working")


work()
with nullcontext(3) as three, closing(io.StringIO()) as text:
    print(three, text.closed)
print(text.closed)
with tag("z"):
    raise KeyError("gone")
