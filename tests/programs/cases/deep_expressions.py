import sys
def tryit(name, src, mode="eval"):
    try:
        c = compile(src, "<s>", mode)
        r = eval(c) if mode == "eval" else exec(c, {})
        print(name, "ok", str(r)[:20])
    except BaseException as e:
        print(name, type(e).__name__, str(e)[:100])
for n in (50, 100, 200, 1000, 5000, 10000):
    tryit(f"sum{n}", "+".join(["1"]*n))
    tryit(f"and{n}", " and ".join(["1"]*n))
    tryit(f"cmp{n}", "<".join(map(str,range(n))))
    tryit(f"paren{n}", "("*n + "1" + ")"*n)
    tryit(f"list{n}", "["*n + "]"*n)
    tryit(f"not{n}", "not "*n + "1")
    tryit(f"neg{n}", "-"*n + "1")
    tryit(f"pow{n}", "**".join(["1"]*n))
    tryit(f"lam{n}", "lambda: "*n + "1") if n < 300 else None
    tryit(f"call{n}", "int(" * n + "1" + ")" * n)
    tryit(f"sub{n}", "[0]" + "[0:]" * n)
    tryit(f"tern{n}", "1 if 1 else " * n + "1")
    tryit(f"fstr{n}", "".join(["f'{1}' "]*n))
    tryit(f"str{n}", "'a' "*n)
for n in (10, 20, 21, 99, 100, 101):
    tryit(f"if{n}", "".join(" "*i + "if 1:\n" for i in range(n)) + " "*n + "pass\n", "exec")
    tryit(f"for{n}", "".join(" "*i + "for x in [1]:\n" for i in range(n)) + " "*n + "pass\n", "exec")
    tryit(f"def{n}", "".join(" "*i + "def f():\n" for i in range(n)) + " "*n + "pass\n", "exec")
    tryit(f"with{n}", "".join(" "*i + "try:\n" for i in range(n)) + " "*n + "pass\n" + "".join(" "*i + "finally: pass\n" for i in reversed(range(n))), "exec")
    tryit(f"elif{n}", "if 0: pass\n" + "elif 0: pass\n"*n*20, "exec")
