import pdb


class Account:
    rate = 2

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance

    @property
    def shown(self):
        return f"{self.owner}: {self.balance}"

    @classmethod
    def empty(cls, owner):
        return cls(owner)

    def pay(self, amount):
        if amount < 0:
            raise ValueError(amount)
        self.balance += amount * self.rate
        return self.balance


def total(accounts):
    pdb.set_trace()
    paid = [account.pay(number) for number, account in enumerate(accounts)]
    names = {account.owner for account in accounts if account.balance}
    result = sum(
        paid,
        0,
    )
    return result, sorted(names)


print(total([Account("a"), Account.empty("b"), Account("c", 5)]))
