"""The answer and the timeout come at the same moment: the answer is there, and is given up."""

import asyncio


async def answer(box):
    await asyncio.sleep(1)
    box.append("answer")


async def ask(box):
    try:
        await asyncio.wait_for(answer(box), 1)
    except TimeoutError:
        box.append("timeout")


async def ask_well(box):
    task = asyncio.ensure_future(answer(box))
    await asyncio.wait([task], timeout=1)
    if not task.done():
        task.cancel()
        await asyncio.wait([task])
    if task.cancelled():
        box.append("timeout")


async def once(asker):
    box = []
    asking = asyncio.create_task(asker(box))
    await asyncio.wait([asking], timeout=1)
    given_up = not asking.done()
    await asking
    assert not (given_up and box == ["answer"]), "given up, and answered"
    assert len(box) == 1, box


async def bug():
    await once(ask)


async def once_well():
    box = []
    asking = asyncio.create_task(ask_well(box))
    await asking
    assert len(box) == 1, box
    box.clear()


async def repair():
    await once_well()
