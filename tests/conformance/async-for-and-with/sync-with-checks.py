# ---
# description: with needs __enter__ and __exit__ on the type.
# rule: with/protocol
# features: [messages]
# min-python: 3.11
# ---

class Enter:
    def __enter__(self):
        print("never")


class Exit:
    def __exit__(self, *exc):
        print("never")


for manager in (1, Enter(), Exit()):
    try:
        with manager:
            print("never")
    except TypeError as error:
        print(error)
