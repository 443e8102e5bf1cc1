"""What interactive code shows, and through which hook."""

import sys
code = compile('42', '<>', 'single')
hook = sys.displayhook
del sys.displayhook
try: eval(code)
except RuntimeError as e: print(repr(e), e.__context__)
sys.displayhook = 5
try: eval(code)
except Exception as e: print(repr(e))
def other(): sys.displayhook = lambda v: print('shown', v); return 7
sys.displayhook = hook
exec(compile('other()', '<>', 'single'))
exec(compile('8', '<>', 'single'))
sys.displayhook = lambda v: 1/0
try: exec(compile('8', '<>', 'single'))
except ZeroDivisionError as e:
    import traceback; traceback.print_exc()
