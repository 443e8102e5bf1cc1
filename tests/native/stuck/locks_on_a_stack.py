"""Bank ledger: transfers lock two accounts; the audit locks them in the other order."""
import asyncio
from contextlib import asynccontextmanager, AsyncExitStack


class Account:
    def __init__(self, name, balance):
        self.name = name
        self.balance = balance
        self.guard = asyncio.Lock()


class Ledger:
    def __init__(self):
        self.accounts = {}

    def open(self, name, balance):
        self.accounts[name] = Account(name, balance)

    @asynccontextmanager
    async def locked(self, *names):
        async with AsyncExitStack() as stack:
            for name in names:
                account = self.accounts[name]
                await stack.enter_async_context(account.guard)
                await asyncio.sleep(0.01)
            yield [self.accounts[name] for name in names]

    async def transfer(self, source, target, amount):
        async with self.locked(source, target) as (a, b):
            a.balance -= amount
            b.balance += amount

    async def audit(self):
        async with self.locked("zoe", "adam") as found:     # mistake: other order than the transfer
            return sum(a.balance for a in found)


async def main():
    ledger = Ledger()
    ledger.open("adam", 10)
    ledger.open("zoe", 20)
    async with asyncio.TaskGroup() as group:
        group.create_task(ledger.transfer("adam", "zoe", 5), name="transfer")
        audit = group.create_task(ledger.audit(), name="audit")
    print("total", audit.result())


asyncio.run(main())
