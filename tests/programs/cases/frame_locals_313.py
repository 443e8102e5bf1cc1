"""What `f_locals` of a function's frame can do: from 3.13 a proxy (PEP 667)."""

import sys
def t(label, f):
    try: print(label, repr(f()))
    except Exception as e: print(label, type(e).__name__, e)
def f(a, b=2):
    c = 3
    def g(): return c
    d = sys._getframe().f_locals
    for k in ('a', 'nope', 1, None, (1,), 'c'):
        t(('get', k), lambda: d[k])
        t(('in', k), lambda: k in d)
        t(('.get', k), lambda: d.get(k))
        t(('.get', k), lambda: d.get(k, 7))
    t('[]', lambda: d[[]])
    t('in []', lambda: [] in d)
    t('get []', lambda: d.get([]))
    t('set', lambda: d.__setitem__('a', 10)); print(a)
    t('set', lambda: d.__setitem__('c', 30)); print(c)
    t('set', lambda: d.__setitem__('new', 5)); print(d['new'])
    t('set', lambda: d.__setitem__(5, 5)); print(d[5])
    t('set []', lambda: d.__setitem__([], 5))
    for k in ('a', 'c', 'nope', 'new', 5, 'g'):
        t(('del', k), lambda: d.__delitem__(k))
    t('keys', lambda: list(d.keys())); t('type', lambda: type(d.keys()))
    t('values', lambda: len(d.values())); t('type', lambda: type(d.values()))
    t('items', lambda: [k for k, v in d.items()]); t('type', lambda: type(d.items()))
    t('len', lambda: len(d)); t('iter', lambda: type(iter(d)))
    t('rev', lambda: list(reversed(d)))
    t('copy', lambda: type(d.copy()))
    t('update', lambda: d.update({'a': 11, 'zz': 2})); print(a, d['zz'])
    t('update', lambda: d.update([('a', 4)])); print(a)
    t('update', lambda: d.update(5))
    t('setdefault', lambda: d.setdefault('qq', 2)); t('setdefault', lambda: d.setdefault('a', 2)); t('setdefault', lambda: d.setdefault('ww'))
    t('pop', lambda: d.pop('qq')); t('clear', lambda: d.clear()); t('popitem', lambda: d.popitem())
    t('==', lambda: d == d); t('==', lambda: d == sys._getframe(0).f_locals); t('== {}', lambda: d == {}); t('!=', lambda: d != {})
    t('== dict', lambda: d == dict(d)); t('<', lambda: d < d)
    t('|', lambda: type(d | {'k': 1})); t('r|', lambda: type({'k': 1} | d)); t('| []', lambda: d | [])
    def ior():
        nonlocal d
        d |= {'a': 77}
        return type(d)
    t('|=', ior); print(a)
    t('hash', lambda: hash(d)); t('bool', lambda: bool(d))
    def inner():
        x = 1
        return repr(sys._getframe().f_locals), str(sys._getframe().f_locals)
    t('repr', inner)
    from collections.abc import Mapping, MutableMapping
    t('isinstance', lambda: (isinstance(d, dict), isinstance(d, Mapping), isinstance(d, MutableMapping)))
    t('is', lambda: sys._getframe(1).f_locals is sys._getframe(1).f_locals)
    match d:
        case {'a': q}: print('match', q)
        case _: print('no match')
    t('**', lambda: len((lambda **k: k)(**{k: v for k, v in d.items() if isinstance(k, str)})))
    t('attr', lambda: setattr(d, 'x', 1))
    t('pickle', lambda: __import__('copy').copy(d))
    import gc
    t('weak', lambda: __import__('weakref').ref(d))
f(1)
