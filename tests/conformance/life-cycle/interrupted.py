# ---
# description: An exception of a signal handler is raised in the running frame, and each finally around it runs.
# rule: recursion/interrupts
# features: [coroutine, async-generator, generator, tracebacks]
# ---

import signal


def numbers():
    try:
        yield 1
        signal.raise_signal(signal.SIGINT)
        yield 2
    finally:
        print("the generator's finally")


async def rows():
    try:
        for n in numbers():
            yield n
    finally:
        print("the asynchronous generator's finally")


async def main():
    try:
        async for n in rows():
            print("item", n)
    finally:
        print("the coroutine's finally")


def told(number, frame):
    print("signal in", frame.f_code.co_name)
    raise KeyboardInterrupt("raised by the handler")


signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background begins with another
before = signal.signal(signal.SIGINT, told)
print(before is signal.default_int_handler, signal.getsignal(signal.SIGINT) is told)
try:
    main().send(None)
except KeyboardInterrupt as error:
    print(repr(error))
    traceback = error.__traceback__
    while traceback is not None:
        print(traceback.tb_frame.f_code.co_name)
        traceback = traceback.tb_next
signal.signal(signal.SIGINT, before)
