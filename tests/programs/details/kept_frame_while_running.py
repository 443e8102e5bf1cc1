"""The frame that was kept of a suspended generator, looked at while the generator runs."""

import inspect


def g():
    frame = yield
    print(sorted(frame.f_locals), frame.f_lineno, frame.f_code.co_name, frame.f_back is not None)
    print(inspect.getframeinfo(frame).function)
    try:
        frame.clear()
    except RuntimeError as error:
        print(error)
    yield


x = g()
next(x)
x.send(x.gi_frame)
