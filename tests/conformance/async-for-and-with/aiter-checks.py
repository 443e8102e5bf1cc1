# ---
# description: The operands that async for accepts.
# rule: async-for/aiter
# features: [async-for, coroutine, messages]
# ---

class NoNext:
    def __aiter__(self):
        return self


class Raises:
    def __aiter__(self):
        raise KeyError("aiter")


class OnInstance:
    pass


instance = OnInstance()
instance.__aiter__ = lambda: None


async def main():
    for source in (1, [], iter([]), NoNext(), Raises(), instance):
        try:
            async for _ in source:
                pass
        except (TypeError, KeyError) as error:
            print(repr(error))


try:
    main().send(None)
except StopIteration:
    pass
