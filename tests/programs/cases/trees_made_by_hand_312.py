"""Trees that the program makes itself, right and wrong ones, compiled."""

import ast
from ast import *
def check(node, mode="exec"):
    m = ast.Module([node], []) if isinstance(node, ast.stmt) else ast.Expression(node)
    for fix in (1, ):
        ast.fix_missing_locations(m)
        try: compile(m, '<x>', 'exec' if isinstance(node, ast.stmt) else 'eval'); print('ok')
        except Exception as e: print(type(e).__name__, e)
a = ast.arguments([], [], None, [], [], None, [])
for n in (ast.FunctionDef("x", a, [], [], None, None, []), ast.FunctionDef("x", a, [ast.Pass()], [ast.Name("x", ast.Store())], None, None, []),
  ast.FunctionDef("x", a, [ast.Pass()], [], ast.Name("x", ast.Store()), None, []),
  ast.FunctionDef("x", ast.arguments([], [ast.arg("x", ast.Name("x", ast.Store()))], None, [], [], None, []), [ast.Pass()], [], None, None, []),
  ast.FunctionDef("x", ast.arguments([], [], None, [], [], None, [ast.Num(3)]), [ast.Pass()], [], None, None, []),
  ast.FunctionDef("x", ast.arguments([], [ast.arg("x")], None, [], [], None, [ast.Num(3), ast.Num(4)]), [ast.Pass()], [], None, None, []),
  ast.FunctionDef("x", ast.arguments([], [], None, [ast.arg("x")], [ast.Num(3), ast.Num(3)], None, []), [ast.Pass()], [], None, None, []),
  ast.FunctionDef("x", ast.arguments([], [], None, [ast.arg("x")], [], None, []), [ast.Pass()], [], None, None, []),
  ast.ImportFrom("x", [ast.alias("a", None)], None), ast.ImportFrom(None, [ast.alias("a", None)], 0), ast.ImportFrom("os", [ast.alias("a", None)], -1),
  ast.ImportFrom("x", [], 0), ast.Import([]), ast.Delete([]), ast.Assign([], ast.Num(3)), ast.For(ast.Name("x", ast.Load()), ast.Num(3), [ast.Pass()], []),
  ast.While(ast.Num(3), [], []), ast.If(ast.Num(3), [], []), ast.With([], [ast.Pass()]), ast.With([ast.withitem(ast.Num(3))], []),
  ast.Raise(None, ast.Num(3)), ast.Try([], [], [], []), ast.Try([ast.Pass()], [], [], []), ast.Try([ast.Pass()], [], [ast.Pass()], [ast.Pass()]),
  ast.Global([]), ast.Nonlocal([]), ast.Expr(None), ast.Return(ast.Name("x", ast.Store())), ast.AsyncFunctionDef("x", a, [], [], None, None, []),
  ast.BoolOp(ast.And(), [ast.Num(3)]), ast.Compare(ast.Num(1), [ast.In()], []), ast.Dict([], [ast.Name("x", ast.Load())]), ast.Dict([None], [None]), ast.Set([None]),
  ast.ListComp(ast.Num(3), []), ast.Subscript(ast.Name("x", ast.Load()), ast.Num(3), ast.Store()), ast.Starred(ast.List([ast.Name("x", ast.Store())], ast.Load()), ast.Store()),
  ast.Lambda(a, None), ast.Name("None", ast.Load()), ast.Constant([1]), ast.Call(ast.Name("x", ast.Load()), [None], []), ast.Yield(ast.Name("x", ast.Store())),
  ast.Attribute(ast.Name("x", ast.Store()), "y", ast.Load()), ast.JoinedStr([ast.Constant(1)]), ast.FormattedValue(None, -1, None), ast.NamedExpr(ast.Name('x', ast.Load()), ast.Num(1)),
  ast.ClassDef("x", [], [], [], [], []), ast.ClassDef("x", [ast.Name("x", ast.Store())], [], [ast.Pass()], [], []), ast.Match(ast.Num(1), []), ast.Match(ast.Num(1), [ast.match_case(ast.MatchAs('x', None), None, [])]),
  ast.FunctionDef("x", a, [ast.Pass()], []), ast.FunctionDef("x", ast.arguments([], [ast.arg("x", None), ast.arg("x", None)], None, [], [], None, []), [ast.Pass()], []),
  ast.FunctionDef("None", a, [ast.Pass()], []), ast.Name(5, ast.Load()), ast.Expr(ast.Await(ast.Num(1))), ast.Assert(ast.Num(1), ast.Name('y', ast.Store())), ast.AugAssign(ast.Name('x', ast.Load()), ast.Add(), ast.Num(1)),
  ast.AnnAssign(ast.Name('x', ast.Store()), ast.Num(1), None, 5), ast.AnnAssign(ast.Name('x', ast.Load()), ast.Num(1), None, 1), ast.Slice(None,None,None), ast.Tuple([ast.Num(1)], ast.Store())):
    print(type(n).__name__, end=' ')
    import warnings; warnings.simplefilter('ignore')
    check(n)

body = [ast.FunctionDef("x", ast.arguments(), [ast.Pass()])]
for n in body: check(n)
check(ast.ImportFrom("time", [ast.alias("sleep")], level=None))
