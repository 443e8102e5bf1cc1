"""exec and eval with namespaces of their own."""

g = {"a": 1}
l = {"b": 2}
exec("c = a + b\ndef f(): return a\nglobal d\nd = 5", g, l)
print(sorted(l), sorted(k for k in g if k != "__builtins__"), l["f"]())
print(eval("a + 1", g), eval("a * b", {"a": 3}, {"b": 4}))


def inside():
    local = "seen"
    print(eval("local"), eval("[local for _ in range(1)]", {"local": "given"}))
    exec("created = local.upper()")
    return "created" in locals()


inside()


class Mapping:
    def __init__(self):
        self.names = {}

    def __getitem__(self, name):
        print("lookup", name)
        if name in self.names:
            return self.names[name]
        raise KeyError(name)

    def __setitem__(self, name, value):
        print("bind", name)
        self.names[name] = value

    def __delitem__(self, name):
        print("unbind", name)
        del self.names[name]


exec("x = 1\ny = x + 1\ndel x\nprint(len([y]))", {}, Mapping())
code = compile("result = 6 * 7", "<made>", "exec")
namespace = {}
exec(code, namespace)
print(namespace["result"], code.co_filename, code.co_names)
for bad in ("1 +", "x = 1", "undefined_name"):
    try:
        eval(bad)
    except (SyntaxError, NameError) as error:
        print(type(error).__name__, error)
exec("raise ValueError('in exec')")
