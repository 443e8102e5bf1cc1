# ---
# description: ** in a call needs a mapping with string keys; no name may be given twice.
# rule: evaluation/double-star
# features: [messages]
# ---

def f(**kw):
    return kw


for call in (lambda: f(**1), lambda: f(**{1: 2}), lambda: f(a=1, **{"a": 2}), lambda: f(**{"b": 1}, **{"b": 2})):
    try:
        call()
    except TypeError as error:
        print(error)
