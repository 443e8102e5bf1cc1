# ---
# description: A coroutine as __aiter__ is refused.
# rule: async-for/aiter
# features: [async-for, coroutine, messages]
# ---

class A:
    async def __aiter__(self):
        return self


async def main():
    async for _ in A():
        pass


import warnings  # noqa: E402

warnings.simplefilter("ignore")
try:
    main().send(None)
except TypeError as error:
    print(error)
