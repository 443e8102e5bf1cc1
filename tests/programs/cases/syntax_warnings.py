"""The module that the filters of warnings see for a SyntaxWarning, and how often it is issued."""
import ast
import warnings

TEXT = "x = '\\d' is 1"


def issued(module, act):
    with warnings.catch_warnings(record=True) as told:
        warnings.resetwarnings()
        warnings.simplefilter("ignore")
        warnings.filterwarnings("always", module=module)
        try:
            act()
        except TypeError as error:
            print(error)
        return [(str(each.message), each.filename, each.lineno) for each in told]


def in_function():
    exec(TEXT)


ACTS = {
    "exec": lambda: exec(TEXT, {}),
    "exec with a name": lambda: exec(TEXT, {"__name__": "foo"}),
    "eval": lambda: eval("1 is 1", {}, {"__name__": "foo"}),
    "compile": lambda: compile(TEXT, "foo", "exec"),
    "compile for a module": lambda: compile(TEXT, "foo.py", "exec", module="bar"),
    "compile a tree": lambda: exec(compile(ast.parse("x = 1 is 1"), "foo", "exec")),
    "parse": lambda: ast.parse(TEXT, "foo"),
    "in a function": in_function,
}
for name, act in ACTS.items():
    for module in (r"\A__main__\Z", "<string>", r"foo\Z", "bar", ".*"):
        print(name, module, issued(module, act))

for tree, mode in [
    (ast.Module([ast.Expr(ast.Name("x", ast.Load(), lineno="a"))], []), "exec"),
    (ast.Module([ast.Expr(ast.Name("x"))], []), "exec"),
    (ast.parse("1", mode="eval"), "exec"),
    (ast.parse("1"), "eval"),
    (ast.Module([3], []), "exec"),
    (ast.parse("def f():\n  return 1\nreturn 3"), "exec"),
    (ast.parse("async def f():\n yield 1\n return 3"), "exec"),
]:
    try:
        compile(tree, "f", mode)
    except Exception as error:
        print(repr(error))
