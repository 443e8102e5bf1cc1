"""What `locals()` and its like show while a comprehension runs in the frame of a module or class (PEP 709)."""

import sys
def show(d):
    return type(d).__name__, [k for k in d if k[0] != '_' ][-3:]
print([(show(locals())) for x in [1]])
print([[(show(locals())) for y in [1]] for x in [1]])
print([[(show(locals())) for x in [3]] for x in [1]])
print([locals()['x'] for x in [1]], [locals()['x'] for x in [1]])
print([locals() is globals() for x in [1]], locals() is globals())
print([sys._getframe().f_locals is globals() for x in [1]], sys._getframe().f_locals is globals())
class A:
    a = 1
    print([(show(locals())) for x in [1]])
    print([[(show(locals())) for y in [1]] for x in [1]])
    print([[(show(locals())) for x in [3]] for x in [1]])
    print([dir()[-2:] for x in [1]])
    print([(eval('x'), vars()['x']) for x in [1]])
    for q in [1]: [exec('z=x') for x in [1]]
    print('z' in locals())
    try: print([eval('a') for x in [1]])
    except NameError as e: print(e)
    print([show(locals()) for x in [1]])
def f():
    a = 1
    print([(show(locals())) for x in [1]])
    print([[(show(locals())) for y in [1]] for x in [1]])
    print([(eval('x'), vars()['x']) for x in [1]])
    try: print([eval('a') for x in [1]])
    except NameError as e: print(e)
    print(show(locals()))
f()
try: print([eval('show') for x in [1]] == [show])
except NameError as e: print(e)
l = [locals() for x in [1]]
print(show(l[0]), 'x' in l[0], 'x' in globals())
try: [exec('del x') for x in [1]]
except NameError as e: print(e)
[exec('newname = 1') for x in [1]]
print('newname' in globals())
[exec('x = 5') or print(x) for x in [1]]
x = 'module'
print([x for x in [1]], x, [locals()['x'] for x in [1]], [eval('x') for x in [2]], x)
print(show(locals()))
exec("[print(show(locals())) for w in [1]]")
exec("[print(show(locals())) for w in [1]]", globals(), {'me': 1})
print(eval("[show(locals()) for w in [1]]", globals(), {'me': 1}))
print({show(locals()) [1][-1] for w in [1]}, {1: show(locals()) for w in [1]})
ns={'g':1}
exec("items=[g for g in [1]]\ny=g", ns); print(ns['items'], ns['y'])
ns={'g':-1}
exec("def inner():\n  return g\n[g for g in range(5)]\nx=inner()",ns); print(ns['x'])
ns={'sys':sys}
ns={}
exec("l=[1,2]\ny=0\nprint([locals()['x'] for x in l])\nprint([vars()['x'] for x in l], [('x' in dir()) for x in l],[eval('x') for x in l])\n[exec('y = x') for x in l]\nprint(y)",ns)
l=[1,2]
print([locals().get('x') for x in l],[vars()['x'] for x in l], [('x' in dir()) for x in l])
g=5
print([g for g in [1]],g)
exec(compile("i=3\n[i for i in range(3)]\nprint(i)","x","exec"),{})
c=compile("[i for i in range(3)]","x","single"); d={}
exec(c,d)
try: exec(compile("i","x","single"),d)
except NameError as e: print(e)
exec(c,globals())
try: exec(compile("i","x","single"),globals())
except NameError as e: print(e)
