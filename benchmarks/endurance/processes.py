"""Processes that are forked, spawned and started, from plain code and from coroutines; prints what they have made."""

import asyncio
import json
import multiprocessing
import os
import subprocess
import sys


def squares(count):
    for n in range(count):
        yield n * n


async def total(count):
    found = 0
    for n in squares(count):
        await asyncio.sleep(0)
        found += n
    return found


def work(count):
    return asyncio.run(total(count))


def pooled(method):
    with multiprocessing.get_context(method).Pool(2) as pool:
        return sum(pool.map(work, [10, 20, 30]))


def forked():
    """A suspended generator is there on both sides of a fork, and each side goes on with its own."""
    numbers = squares(10)
    next(numbers)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, b"%d" % sum(numbers))
        os._exit(0)
    os.waitpid(child, 0)
    return int(os.read(reading, 100)) + sum(numbers)


async def started():
    words = [sys.executable, "-c", "print(6 * 7)"]
    child = await asyncio.create_subprocess_exec(*words, stdout=asyncio.subprocess.PIPE)
    out, _ = await child.communicate()
    return int(out) + int(subprocess.run(words, capture_output=True, check=True).stdout)


if __name__ == "__main__":
    figures = {"pool, fork": pooled("fork"), "pool, spawn": pooled("spawn")}
    figures |= {"pool, forkserver": pooled("forkserver"), "os.fork": forked(), "subprocess": asyncio.run(started())}
    print(json.dumps(figures))
