"""Whether there is room is asked before an await, and relied upon after it."""

import asyncio


class Hall:
    def __init__(self, seats):
        self.seats = seats
        self.sold = []


async def buy(hall, who):
    if len(hall.sold) < hall.seats:
        await asyncio.sleep(0)
        hall.sold.append(who)


async def buy_at_once(hall, who):
    if len(hall.sold) < hall.seats:
        hall.sold.append(who)
        await asyncio.sleep(0)


async def sell(work):
    hall = Hall(1)
    await asyncio.gather(work(hall, "a"), work(hall, "b"))
    assert len(hall.sold) <= hall.seats, "sold twice"


async def bug():
    await sell(buy)


async def repair():
    await sell(buy_at_once)
