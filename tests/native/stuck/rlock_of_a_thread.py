import asyncio, threading, time
class Reg:
    def __init__(self): self.lock = threading.RLock()
    def scan(self):
        self.lock.acquire()
        self.walk()
    def walk(self):
        time.sleep(30)
    def read(self):
        with self.lock: return 1
async def main():
    r = Reg()
    threading.Thread(target=r.scan, name="scanner", daemon=True).start()
    await asyncio.sleep(0.02)
    print(await asyncio.to_thread(r.read))
asyncio.run(main())
