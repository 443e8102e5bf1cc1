"""What can go wrong in minicoro itself, apart from what goes wrong in the program it runs."""


class InternalError(BaseException):
    """A fault of ours.  Not an ``Exception``, so that a program's ``except Exception`` does not swallow it."""
