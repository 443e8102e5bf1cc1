# ---
# description: Positional and named patterns of a class.
# rule: match/class
# features: [match, messages]
# ---

class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class None_:
    pass


for subject in (Point(1, 2), 3, "s", None_()):
    match subject:
        case Point(1, y=y):
            print("point", y)
        case int(n) | str(n):
            print("value", n)
        case None_(missing=_):
            print("never")
        case _:
            print("other")
try:
    match Point(1, 2):
        case Point(1, 2, 3):
            pass
except TypeError as error:
    print(error)
