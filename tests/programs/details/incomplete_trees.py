"""Trees that a program made, without the fields that the parser always sets."""

import ast

module = ast.Module([ast.Expr(ast.Constant(4))], [])
module.lineno = module.col_offset = 0
ast.fix_missing_locations(module)
print(compile(module, "<tree>", "exec").co_name)

tree = ast.parse("def divide(a=1):\n  return a / 0")
for node in ast.walk(tree):
    for field in ("end_lineno", "end_col_offset"):
        if hasattr(node, field):
            setattr(node, field, None)
exec(compile(tree, "<tree>", "exec"))
try:
    divide()
except ZeroDivisionError as e:
    print(e.__traceback__.tb_next.tb_lineno)

tree = ast.parse("from sys import path, argv as words")
tree.body[0].level = None
exec(compile(tree, "<tree>", "exec"))
print(type(path), type(words))

tree = ast.parse("async def load():\n  from os.path import join\n  return join")
tree.body[0].body[0].level = None
exec(compile(tree, "<tree>", "exec"))
try:
    load().send(None)
except StopIteration as e:
    print(e.value.__name__)


def tell(*statements):
    try:
        compile(ast.fix_missing_locations(ast.Module([*statements], [])), "<tree>", "exec")
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)


x = ast.Name("x", ast.Load())
tell(ast.Expr(ast.Compare(x, [ast.In()], [])))
tell(ast.Expr(ast.BoolOp(ast.And(), [])))
tell(ast.Expr(ast.Constant([1])))
tell(ast.Expr(ast.Name("True", ast.Load())))
tell(ast.Try([ast.Pass()], [], [], []))
tell(ast.For(x, x, [ast.Pass()], []))
tell(ast.ImportFrom(None, [ast.alias("x")], -42))
tell(ast.Global([]))
tell(ast.Assign([], x))
