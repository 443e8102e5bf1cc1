"""inspect over functions and classes of the program."""

import inspect


def f(a, b: int = 2, /, *args, c, d="x", **kw) -> str:
    """Documented."""
    local = a
    return local


class K:
    """A class."""

    def method(self, x):
        return x

    @classmethod
    def cm(cls): ...


async def co(): ...


def gen():
    yield


print(inspect.signature(f), inspect.signature(K.method), inspect.signature(K().method), inspect.signature(K))
print(inspect.getdoc(f), inspect.getsource(K.method).strip(), inspect.getsourcelines(f)[1])
print(inspect.iscoroutinefunction(co), inspect.isgeneratorfunction(gen), inspect.isfunction(f), inspect.ismethod(K.cm))
print(inspect.getfullargspec(f), inspect.getmodule(f).__name__)
print(inspect.getclosurevars(f), f.__code__.co_varnames, f.__code__.co_consts is not None)
g = gen()
print(inspect.getgeneratorstate(g), next(g), inspect.getgeneratorstate(g), inspect.getgeneratorlocals(g))
print([n for n, m in inspect.getmembers(K, inspect.isfunction)], inspect.getfile(K).rpartition("/")[2])
print(inspect.signature(f).bind(1, 2, 3, c=4, z=5).arguments)


def caller():
    frame = inspect.currentframe()
    return frame.f_code.co_name, frame.f_back.f_code.co_name, frame.f_lineno, sorted(frame.f_locals)


print(caller(), [s.function for s in inspect.stack()])
inspect.signature(f).bind(1)
