# ---
# description: except* cannot catch groups by their own class.
# rule: exceptions/except-star
# features: [except-star, messages]
# min-python: 3.11
# ---

try:
    try:
        raise ValueError("v")
    except* ExceptionGroup:
        pass
except TypeError as error:
    print(error)
try:
    try:
        raise ValueError("v")
    except* 1:
        pass
except TypeError as error:
    print(error)
