"""Type comments, which the compiler reads where it is told to."""

import ast
src = "a = 1 # type: int\nb = 2 # type: ignore\ndef f(x): # type: (int) -> int\n  for i in x: # type: int\n    pass\n"
print(ast.dump(ast.parse(src, type_comments=True)))
t = compile(src, "<s>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_TYPE_COMMENTS)
print(ast.dump(t))
try: compile("x = 1 # type: int\n# type: int\n", "<s>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_TYPE_COMMENTS); print('ok')
except SyntaxError as e: print(e)
try: compile("[x # type: int\n]", "<s>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_TYPE_COMMENTS); print('ok')
except SyntaxError as e: print(e)
exec(compile(src, "<s>", "exec", ast.PyCF_TYPE_COMMENTS)); print(a)
try: print(ast.dump(compile("(int) -> int", "<s>", "func_type", ast.PyCF_ONLY_AST)))
except Exception as e: print(type(e), e)
print(ast.dump(ast.parse("a", "<x>", "eval", feature_version=(3, 8))))
