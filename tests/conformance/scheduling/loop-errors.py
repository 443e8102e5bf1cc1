# ---
# description: Wrong uses of event loops.
# rule: scheduling/ready-queue
# features: [asyncio, messages, warnings]
# ---

import asyncio
import warnings

warnings.simplefilter("ignore")


async def main():
    loop = asyncio.get_running_loop()
    for use in (lambda: asyncio.run(main()), loop.run_forever):
        try:
            use()
        except RuntimeError as error:
            print(error)


asyncio.run(main())
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)
loop = asyncio.new_event_loop()
loop.close()
try:
    loop.call_soon(print)
except RuntimeError as error:
    print(error)
try:
    asyncio.run(1)
except (TypeError, ValueError) as error:
    print(type(error).__name__)
