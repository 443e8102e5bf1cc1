# ---
# description: A suspension in an annotation that is never evaluated makes the function a generator, and never suspends it.
# rule: call/annotations
# features: [generator, coroutine]
# max-python: 3.13
# ---

class Box:
    pass


def unevaluated(box):
    box.x: (yield "never") = (yield "value")
    box.y: [item for item in (yield from "never")] = 2
    return box.x, box.y


def alone(box):
    box.x: (yield "never") = 1
    return box.x


async def coroutine(box):
    box.x: await never() = 3
    (x): await never() = 4
    return box.x, x


def drive(o, *sent):
    try:
        for value in (None, *sent):
            print("yields", o.send(value))
    except StopIteration as end:
        print("returns", end.value)


drive(unevaluated(Box()), "sent")
drive(alone(Box()))
drive(coroutine(Box()))
