"""A program."""
import sys
def f(n):
    t = 0
    for i in range(n):
        t += i
    return t
async def c():
    return f(2)
if __name__ == "__main__":
    print(f(3), sys.argv, __name__)
    import asyncio
    print(asyncio.run(c()))
