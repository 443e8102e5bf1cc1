What ``compile``, ``eval`` and ``exec`` are given.
#: arguments
class P:
    def __init__(self, v): self.v = v
    def __fspath__(self): return self.v
class S(str): pass
for args in [("x",5,"exec"),("x",None,"exec"),("x",P("a"),"exec"),("x",P(5),"exec"),("x",b"\xff","exec"),("x","a\0b","exec"),("x","f"),(),("x","f","exec",0,0,-1,-1),(5,"f","exec"),("x","f",5),("x","f","nope"),("x y","\udc80","exec"), ("x",S("f"),S("exec")),("x","f","exec","a"),("x","f","exec",1<<40),("x","f","exec",-1),("x","f","exec",0,0,9),("x\udc80","f","exec"),(S("x = 1"),"f","exec"),(memoryview(b"x = 1"),"f","exec"), (P("x"), "f", "exec"), ("1\0","f","exec"),("1"*5000,"f","eval"),(b"\xff","f","exec"),("x","f","exec",1<<20)]:
    try:
        c = compile(*args)
        print(c.co_filename)
    except BaseException as e:
        print(len(args), type(e).__name__, str(e)[:100])
for call in ["eval(5)","exec(5)","eval('x y')","exec(b'\\xff')","eval('1', 5)","exec('1', {}, 5)","eval('1\\0')","exec('x', 5)","eval(compile('1','f','eval'),{},None)","exec(None)","eval('')","exec('')","eval(' 1')","eval('\\n1')","eval('\\t 1 ')", "eval('1;')","exec(compile('1','f','eval'))"]:
    try: print(call, eval(call))
    except BaseException as e: print(call, type(e).__name__, e)
#: bad-filename
compile("x", 5, "exec")
#: missing-mode
def f(): compile("x", "f")
f()
#: bad-keyword
compile("x", "f", mood="exec")
#: bad-tree
import ast
compile(ast.Module([ast.Expr(1)], []), "f", "exec")
#: tree-without-place
import ast
compile(ast.Module([ast.Expr(ast.Constant(1))], []), "f", "exec")
#: tree-of-other-mode
import ast
compile(ast.parse("1"), "f", "eval")
#: tree-with-wrong-name
import ast
compile(ast.fix_missing_locations(ast.Module([ast.Expr(ast.Name("None", ast.Load()))], [])), "f", "exec")
#: tree-with-wrong-context
import ast
compile(ast.fix_missing_locations(ast.Module([ast.Expr(ast.Name("x", ast.Store()))], [])), "f", "exec")
#: tree-with-empty-body
import ast
compile(ast.fix_missing_locations(ast.Module([ast.If(ast.Constant(1), [], [])], [])), "f", "exec")
#: eval-globals
eval("1", 5)
#: exec-globals
exec("1", [])
#: exec-free-variables
def f(x):
    def g(): return x
    exec(g.__code__)
f(1)
