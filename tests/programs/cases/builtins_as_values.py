"""Builtins that look at their caller, under other names and as arguments."""

import builtins
import copy
import functools
import inspect
import pickle

top = "global"


def elsewhere():
    here, also = "local", [1, 2]
    show, look, run, names, fields = locals, eval, exec, dir, vars
    print(sorted(show()), look("here.upper()"), sorted(names()), sorted(fields()))
    print(list(map(eval, ["here", "top", "[x for x in also]"])))
    run("print(here, top)")
    run("new = here * 2\nprint(new)")
    print(functools.partial(eval, "here + tail")({"here": "given ", "tail": "namespace"}))
    for f in (eval, dir, locals):
        print(f("also") if f is eval else sorted(f()))
    print(look("top", {"top": "other"}), look("here", {}, {"here": "mapping"}))
    print((lambda f=eval: f("top"))())
    print(max(["aa", "b"], key=lambda word: eval("len(word)")))
    try:
        look("1 +")
    except SyntaxError as error:
        print(error)
    for wrong in ((), (1, 2, 3, 4), (3,)):
        try:
            look(*wrong)
        except TypeError as error:
            print(error)


elsewhere()
e = eval
print(e("top"), e("elsewhere.__name__"), e("(lambda: top)()"))
for builtin in (eval, exec, locals, vars, dir, globals):
    print(builtin, builtin.__name__, builtin.__module__, callable(builtin), inspect.isbuiltin(builtin), type(builtin))
    print(builtin == getattr(builtins, builtin.__name__), {builtin: 1}[getattr(builtins, builtin.__name__)])
    print(copy.copy(builtin) == builtin, pickle.loads(pickle.dumps(builtin)) == builtin, bool(builtin.__doc__))


def dir(*args):
    return "mine", args


print(dir(), list(map(dir, "ab")))


class Maker:
    eval = eval
    kind = "class variable"
    seen = list(map(eval, ["kind"]))
    show = locals
    names = sorted(show())


print(Maker.seen, Maker.names, Maker().eval("1 + 1"))


async def main():
    word = "in a coroutine"
    look = eval
    return look("word"), sorted(locals())


try:
    main().send(None)
except StopIteration as stop:
    print(stop.value)
