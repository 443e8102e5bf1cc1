from __future__ import annotations
def f(x: int, y: "str") -> list[int]: pass
print(hasattr(f, "__annotate__"), f.__annotations__)
async def g(x: int): pass
print(g.__annotations__)
class A:
    x: int
    def m(self, a: b) -> c: pass
print(A.__annotations__, getattr(A.m, "__annotate__", None) is None, A.m.__annotations__, sorted(A.__dict__)[0])
y: q = 1
print(__annotations__)
if hasattr(f, "__annotate__"):  # 3.14
    print(f.__annotate__(1), f.__annotate__.__qualname__, f.__annotate__.__code__.co_name)
    try:
        f.__annotate__(4)
    except NotImplementedError as error:
        print(repr(error))
    f.__annotations__ = {}
    print(f.__annotate__, (lambda: 0).__annotate__)
