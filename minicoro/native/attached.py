"""What `minicoro attach` runs in the other process (`sys.remote_exec`)."""

import asyncio
import gc
import sys
import threading
from pathlib import Path
from types import FrameType

from minicoro.native.monitoring import NotAvailableError
from minicoro.native.recorder import Recorder, active, record


def begin(seconds: float, out: str) -> None:
    """Record for so many seconds, then write ``out`` and take everything back; in a thread, the program goes on.

    A recorder that is running already is asked for a dump, and goes on.  A complaint is written to ``out`` + ".error".
    """
    running = active()
    try:
        recorder = running or record(on_exception=False)
    except (NotAvailableError, RuntimeError) as error:
        Path(f"{out}.error").write_text(f"{error}\n", encoding="utf-8")
        return
    recorder.meet_loops([each for each in gc.get_objects() if isinstance(each, asyncio.AbstractEventLoop)])
    if not seconds:
        script = sys._getframe(1)
        _finish(recorder, running is None, out, script.f_back)
        return
    timer = threading.Timer(seconds, _finish, (recorder, running is None, out))
    timer.daemon = True
    timer.start()


def _finish(recorder: Recorder, own: bool, out: str, frame: FrameType | None = None) -> None:
    try:
        recorder.dump(out, "attach", frame)
    except OSError as error:
        Path(f"{out}.error").write_text(f"{error}\n", encoding="utf-8")
    if own:
        recorder.stop()
