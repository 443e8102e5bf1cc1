def loop():
    for i in range(2):
        a = i
    return a


def oneline():
    for i in range(2): a = i
    return a


def wtrue():
    n = 0
    while True:
        n += 1
        if n > 2:
            break
    return n


def wcond():
    n = 0
    while n < 2:
        n += 1
    else:
        n = 5
    pass
    return n


def cont():
    for i in range(3):
        if i == 1:
            continue
        elif i == 0:
            pass
        else:
            break
    return


def lcomp():
    return [x for x in range(2)]


def dcomp():
    return {x: 1 for x in range(2)}, {x for x in range(2)}


def useriter():
    class It:
        def __init__(self):
            self.n = 0
        def __iter__(self):
            return self
        def __next__(self):
            self.n += 1
            if self.n > 1:
                raise StopIteration
            return self.n
    for x in It():
        pass


for run in (loop, oneline, wtrue, wcond, cont, lcomp, dcomp, useriter,):
    try:
        run()
    except Exception as error:
        print(type(error))
