"""Two generators that hand a ball to each other by `send`."""

GROUP = "resumption"


def player(step):
    ball = yield
    while True:
        ball = yield ball + step


def bench(n):
    ping, pong = player(1), player(2)
    next(ping)
    next(pong)
    ball = 0
    for _ in range(n):
        ball = ping.send(ball)
        ball = pong.send(ball)
    return ball
