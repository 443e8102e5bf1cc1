"""Trees whose nodes have more than fields and places, as libraries add parents: the compiler reads only fields and places."""

import ast
import sys
import warnings


class Name(ast.Name):
    """A class of the program's own, as `typed_ast` tools have."""

    def __reduce_ex__(self, protocol):
        print("reduced")
        return super().__reduce_ex__(protocol)

    def __deepcopy__(self, memo):
        print("copied")
        return self


tree = ast.parse("def count(n):\n    yield n\n    yield [n, n + 1]")
for node in ast.walk(tree):
    node.frame = sys._getframe()
    for child in ast.iter_child_nodes(node):
        child.parent = node
warnings.simplefilter("error")
exec(compile(tree, "<tree>", "exec"))
print([*count(3)], tree.body[0].body[1].value.value.elts[0].parent)

shared = ast.Name("total", ast.Load())
total = Name("total", ast.Load())
total.extra = sys
call = ast.Call(ast.Lambda(ast.arguments([], [], None, [], [], None, []), ast.Yield(ast.Tuple([shared, shared, total], ast.Load()))), [], [])
expression = ast.fix_missing_locations(ast.Expression(call))
total = 4
print([*eval(compile(expression, "<tree>", "eval"))])
print(ast.unparse(expression), vars(call.func.body.value.elts[2])["extra"] is sys)
