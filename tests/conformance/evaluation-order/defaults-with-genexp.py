# ---
# description: A default value of a function inside of a coroutine may contain a generator expression or a generator of a lambda.
# rule: comprehension/source
# features: [coroutine, generator]
# ---

items = "ab"


async def main():
    def function(first=list(item for item in items), *, second=tuple(item * 2 for item in items)):
        return first, second

    print(function())
    print((lambda given=list(item for item in items): given)())
    print(list((lambda given=(lambda: (yield items))(): given)()))
    print([(lambda given=sum(n for n in range(each)): given)() for each in (2, 3)])

    @(lambda function, names=sorted(item for item in items): names)
    def decorated():
        pass

    print(decorated)


try:
    main().send(None)
except StopIteration:
    print("returned")
