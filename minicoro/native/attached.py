"""The code that `minicoro attach` runs in the other process (`sys.remote_exec`)."""

import asyncio
import gc
import sys
import threading
from pathlib import Path
from types import FrameType

from minicoro.native.monitoring import NotAvailableError
from minicoro.native.recorder import Recorder, active, record


def begin(seconds: float, out: str) -> None:
    """Record for this number of seconds, then write ``out`` and undo all changes; a thread does this, while the program
    continues.

    If a recorder is running already, it writes the dump and continues.  An error message is written to ``out`` + ".error".
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
