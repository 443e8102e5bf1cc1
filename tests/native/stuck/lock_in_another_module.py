import asyncio
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import guarded


async def main():
    threading.Thread(target=guarded.rebuild, name="rebuilder", daemon=True).start()
    await asyncio.sleep(0.05)
    await asyncio.to_thread(guarded.read)


asyncio.run(main())
