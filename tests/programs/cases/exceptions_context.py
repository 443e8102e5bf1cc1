"""Causes and contexts, shown by an uncaught exception."""


class AppError(Exception):
    def __init__(self, message, code):
        super().__init__(message)
        self.code = code


def low():
    return {}["key"]


def middle():
    try:
        low()
    except KeyError as error:
        raise AppError("middle failed", 3) from error


def high():
    try:
        middle()
    except AppError as error:
        print(error.code, repr(error.__cause__), error.__suppress_context__)
        error.add_note("a note")
        raise RuntimeError("high failed")


try:
    high()
except RuntimeError as error:
    print(repr(error.__context__), error.__cause__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError from None
except ValueError as error:
    print(error.__suppress_context__, repr(error.__context__))
high()
