"""Many variables: parameters, locals, cells and free variables by the hundred; long and deep texts."""


def run(name, text, show=None):
    ns = {}
    try:
        exec(text, ns)
        print(name, ns.get('r') if show is None else show(ns.get('r')))
    except BaseException as e:
        print(name, type(e).__name__, str(e)[:200])
N = 300
vs = [f'x{i}' for i in range(N)]
run('params', f"def f({', '.join(vs)}): return x0, x150, x299, x256\nr=f(*range({N}))")
run('kw', f"def f(*, {', '.join(vs)}): return x0, x150, x299, x256\nr=f(**{{f'x{{i}}': i for i in range({N})}})")
run('locals', "def f():\n " + '; '.join(f'{v}={i}' for i, v in enumerate(vs)) + f"\n return x0, x150, x299, len(locals())\nr=f()")
run('cells', "def f():\n " + '; '.join(f'{v}={i}' for i, v in enumerate(vs)) + "\n def g(): return [" + ', '.join(vs) + "]\n return g(), g.__code__.co_freevars == tuple(sorted(g.__code__.co_freevars))\nr=f()", lambda r: (r[0] == list(range(N)), r[1]))
run('cellparams', f"def f({', '.join(vs)}):\n def g(): return [" + ', '.join(vs) + f"]\n return g()\nr=f(*range({N}))", lambda r: r == list(range(N)))
run('cells and params', f"def f({', '.join(vs)}):\n def g(a, b, *c, d=1, **e):\n  def h(): return [a, b, c, d, e, {', '.join(vs)}]\n  return h\n return g(1, 2, 3, d=4, z=5)()\nr=f(*range({N}))", lambda r: (r[:5], r[5:] == list(range(N))))
run('gen cells', f"def f({', '.join(vs)}):\n def g(a, b, *c, d=1, **e):\n  yield from [a, b, c, d, e, {', '.join(vs)}]\n return list(g(1, 2, 3, d=4, z=5))\nr=f(*range({N}))", lambda r: (r[:5], r[5:] == list(range(N))))
run('class', "def f():\n " + '; '.join(f'{v}={i}' for i, v in enumerate(vs)) + "\n class A:\n  r = [" + ', '.join(vs) + "]\n  def m(self): return __class__, x299\n return A.r, A().m()[1]\nr=f()", lambda r: (r[0] == list(range(N)), r[1]))
run('coro', "async def f():\n " + '; '.join(f'{v}={i}' for i, v in enumerate(vs)) + "\n async def g(): return [" + ', '.join(vs) + "]\n return await g()\nc=f()\ntry: c.send(None)\nexcept StopIteration as e: r=e.value", lambda r: r == list(range(N)))
run('lambda', f"r=(lambda {', '.join(vs)}: (lambda: x299 + x0 + x128)())(*range({N}))")
run('comp', f"r=[[{' + '.join(vs)} for x5 in [1]] for {', '.join(vs)} in [range({N})]]")
run('list', f"r=[{', '.join(map(str, range(5000)))}]", len)
run('dict', "r={" + ', '.join(f'{i}: {i}' for i in range(5000)) + "}", len)
run('call', f"r=max({', '.join(map(str, range(2000)))})")
run('callkw', f"r=dict({', '.join(f'k{i}={i}' for i in range(1000))})", len)
run('elif', "x=900\nif x==-1: r=-1\n" + ''.join(f"elif x=={i}: r={i}\n" for i in range(1000)))
run('plus', "r=" + '+'.join(['1'] * 900))
run('and', "r=" + ' and '.join(['1'] * 3000))
run('cmp', "r=" + ' < '.join(map(str, range(500))))
run('fstr', "a=1\nr=f'" + '{a}' * 500 + "'", len)
run('strs', "r=" + ' '.join(['"a"'] * 3000), len)
run('attr', "class A: pass\na=A(); a.b=a\nr=a" + '.b' * 900 + " is a")
run('sub', "a=[]; a.append(a)\nr=a" + '[0]' * 900 + " is a")
run('calls', "def f(): return f\nr=f" + '()' * 500 + " is f")
run('paren', "r=" + '(' * 90 + '1' + ')' * 90)
run('paren200', "r=" + '(' * 199 + '1' + ')' * 199)
run('paren201', "r=" + '(' * 201 + '1' + ')' * 201)
run('lists', "r=" + '[' * 90 + '1' + ']' * 90, lambda r: str(r)[:10])
run('nested for 20', ''.join(' ' * i + f'for i{i} in [{i}]:\n' for i in range(20)) + ' ' * 20 + 'r=i19')
run('nested for 21', ''.join(' ' * i + f'for i{i} in [{i}]:\n' for i in range(21)) + ' ' * 21 + 'r=i19')
run('nested if 99', ''.join(' ' * i + 'if 1:\n' for i in range(99)) + ' ' * 99 + 'r=1')
run('nested if 100', ''.join(' ' * i + 'if 1:\n' for i in range(100)) + ' ' * 100 + 'r=1')
run('nested def', ''.join(' ' * i + f'def f():\n' for i in range(50)) + ' ' * 50 + 'return 7\n' + ''.join(' ' * (49 - i) + 'return f()\n' for i in range(49)) + 'r=f()')
run('stmts', '\n'.join(f'a{i}={i}' for i in range(5000)) + '\nr=a4999')
run('semis', ';'.join(f'a{i}={i}' for i in range(2000)) + ';r=a1999')
run('decorators', "def d(f): return f\n" + '@d\n' * 300 + 'def f(): return 1\nr=f()')
run('targets', ', '.join(vs) + f' = range({N})\nr=x299')
run('chain', ' = '.join(vs) + ' = 5\nr=x299')
run('with', 'import contextlib\nwith ' + ', '.join(['contextlib.nullcontext()'] * 19) + ':\n r=1')
run('star', "a=[1]\nr=[" + ', '.join(['*a'] * 500) + "]", len)
run('unary', "r=" + '-' * 500 + '1')
run('not', "r=" + 'not ' * 500 + '1')
run('lambda nest', "r=" + 'lambda: ' * 60 + '1', callable)
run('ternary', "r=" + '1 if 0 else ' * 500 + '2')
run('match', "x=500\nmatch x:\n" + ''.join(f' case {i}: r={i}\n' for i in range(600)))
run('import', 'from os.path import ' + ', '.join(['join as x%d' % i for i in range(500)]) + '\nr=x499.__name__')
run('global', "def f():\n global " + ', '.join(vs) + "\n " + '; '.join(f'{v}={i}' for i, v in enumerate(vs)) + "\nf()\nr=x299")
run('agen', f"import asyncio\nasync def f({', '.join(vs)}):\n async def g(a, *b):\n  yield a\n  for x in [{', '.join(vs)}]:\n   yield x\n return [x async for x in g(7)]\nr=asyncio.run(f(*range({N})))", lambda r: r == [7, *range(N)])
def outer():
    a1=1;a2=2;a3=3;a4=4;a5=5;a6=6;a7=7;a8=8;a9=9;b1=10;b2=11;b3=12
    def inner(p, q):
        return a1,a2,a3,a4,a5,a6,a7,a8,a9,b1,b2,b3,p,q
    print(inner(13,14), inner.__code__.co_freevars)
    def inner():
        return a1,a2,a3,a4,a5,a6,a7,a8,a9,b1,b2,b3
    print(inner(), inner.__code__.co_freevars)
    def inner(p,q,r,*s,t=3,**u):
        def k(): return p,q,r,s,t,u,a1,a2,a3,a4,a5
        return a1,a2,a3,a4,a5,a6,a7,a8,a9,b1,b2,b3,p,q,r,s,t,u,k()
    print(inner(1,2,3,4,z=5), inner.__code__.co_freevars, inner.__code__.co_cellvars)
    class A:
        x = a1,a2,a3,a4,a5,a6,a7,a8,a9,b1,b2,b3
    print(A.x)
    def g(p,q,r): yield a1,a2,a3,a4,a5,a6,a7,a8,a9,b1,b2,b3,p,q,r
    print(*g(1,2,3))
outer()
