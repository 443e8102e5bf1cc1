print("importing", __name__)


def format_price(amount):
    return f"{amount}.00"


def up():
    from ... import shop
    return shop.__name__
