"""A function whose code has no lines has an entry in tracebacks."""


def fail():
    1 / 0


fail.__code__ = fail.__code__.replace(co_linetable=b"\xf8\xf8\xf8\xf9\xf8\xf8\xf8")


def caught():
    try:
        fail()
    except ZeroDivisionError as e:
        entry = e.__traceback__
        while entry:
            print(entry.tb_frame.f_code.co_name, entry.tb_lineno, entry.tb_frame.f_lineno)
            entry = entry.tb_next


caught()
fail()
