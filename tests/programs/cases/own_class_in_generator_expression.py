"""Generator expressions and lambdas that suspend, in methods that mean their own class by its name."""

class _P:
    __x = 3
    def f(self):
        return [list(b is _P and self.__x for b in (_P,)), list((lambda: (yield self.__x))()), list((type(_P) for _P in (1, 2)))]
    def g(self):
        return [list(_P.__x for b in (_P,) if [c for c in (1, 2) if _P])]
def out():
    class Q:
        __y = 4
        def f(self):
            return [list(b is Q and self.__y for b in (Q,)), next(q.__qualname__ for q in [Q.f])]
        g = list(x for x in (1, 2))
    return Q().f(), Q.g
print(_P().f(), _P().g(), out())
class P:
    def f(self): return (P for _ in '1'), (lambda: (yield P))
print(P().f()[0].__qualname__, P().f()[1].__qualname__, P().f()[0].gi_code.co_qualname)
