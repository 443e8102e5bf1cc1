"""A tree whose nodes have the position of a longer one, as pytest's rewriting makes it: an attribute over several lines
ends before its own name could stand there.
"""

import ast

TEXT = """
def check(x):
    assert (
        x.index(3)
        ==
 1)
"""

tree = ast.parse(TEXT)
(test,) = tree.body[0].body
called = ast.Call(ast.Attribute(ast.Name("helper", ast.Load()), "a_long_name_of_a_function", ast.Load()), [test.test], [])
for part in ast.walk(called):
    ast.copy_location(part, test)
tree.body[0].body = [ast.copy_location(ast.Return(called), test)]
ast.fix_missing_locations(tree)


class helper:
    @staticmethod
    def a_long_name_of_a_function(value):
        return value


names = {"helper": helper}
exec(compile(tree, "rewritten", "exec"), names)
print(names["check"]([1, 3]), names["check"]([3]))
names["check"]([])
