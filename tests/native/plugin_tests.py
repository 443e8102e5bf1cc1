"""Tests that fail and hang on purpose: `test_pytest_plugin` runs copies of this file."""

import asyncio
import unittest

import pytest


async def fail():
    raise ValueError("bad")


async def lock_twice():
    lock = asyncio.Lock()
    async with lock, lock:
        pass


@pytest.mark.asyncio
async def test_asyncio_hangs():
    await lock_twice()


@pytest.mark.asyncio
async def test_asyncio_fails():
    await asyncio.sleep(0)
    assert 1 == 2


@pytest.mark.anyio
async def test_anyio_hangs():
    await lock_twice()


@pytest.mark.anyio
async def test_anyio_fails():
    await asyncio.sleep(0)
    assert 1 == 2


@pytest.fixture
def anyio_backend():
    return "asyncio"


class TestCase(unittest.IsolatedAsyncioTestCase):
    async def test_unittest_hangs(self):
        await lock_twice()

    async def test_unittest_fails(self):
        await asyncio.sleep(0)
        self.assertEqual(1, 2)


def test_run_hangs():
    asyncio.run(lock_twice())


def test_uvloop_hangs():
    __import__("uvloop").run(lock_twice())


def test_uvloop_fails():
    __import__("uvloop").run(fail())


def test_run_hangs_and_catches():
    async def caught():
        try:
            asyncio.get_running_loop().call_soon(busy)
            await asyncio.sleep(3)
        except BaseException:
            return

    def busy():
        while True:
            pass

    asyncio.run(caught())


def test_run_fails():
    asyncio.run(fail())


def test_never_awaited():
    fail()


def test_never_retrieved():
    async def main():
        asyncio.create_task(fail())  # noqa: RUF006
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    asyncio.run(main())


def test_passes():
    asyncio.run(asyncio.sleep(0))
