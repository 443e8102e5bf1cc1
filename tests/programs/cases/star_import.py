"""from module import *"""

before = set(dir())
from string import *
from math import *

print(sorted(n for n in set(dir()) - before if n.startswith(("a", "c")))[:6])
try:
    exec("def f():\n    from math import *")
except SyntaxError as error:
    print(error.msg)
namespace = {}
exec("from keyword import *", namespace)
print(sorted(k for k in namespace if k != "__builtins__"))


class C:
    exec("from keyword import iskeyword")


print(C.iskeyword("if"))
