# ---
# description: frame.clear() of a running generator is refused.
# rule: frame/clear
# features: [generator, frames, messages]
# ---

def g():
    try:
        me.gi_frame.clear()
    except RuntimeError as error:
        print(error)
    yield


me = g()
next(me)
