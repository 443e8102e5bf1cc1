"""Read, await, write: what was written meanwhile is lost."""

import asyncio


class Account:
    def __init__(self):
        self.balance = 0
        self.lock = asyncio.Lock()


async def deposit(account):
    balance = account.balance
    await asyncio.sleep(0)
    account.balance = balance + 1


async def deposit_locked(account):
    async with account.lock:
        await deposit(account)


async def twice(work):
    account = Account()
    await asyncio.gather(work(account), work(account), work(account))
    assert account.balance == 3, f"{account.balance} of 3"


async def bug():
    await twice(deposit)


async def repair():
    await twice(deposit_locked)
