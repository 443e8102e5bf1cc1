"""Running programs in this process: `Options`, `prepare`, then `run_path`, `run_module` or `run_source`.

The part of `minicoro.api` that only runs programs.  Importing it takes a third of the time.
"""

from minicoro.host.faults import InternalError, on_fault
from minicoro.host.run import begin_session, forget_file, prepare, run_module, run_path, run_source
from minicoro.host.settings import Options
from minicoro.host.stored_main import is_stored

__all__ = [
    "InternalError",
    "Options",
    "begin_session",
    "forget_file",
    "is_stored",
    "on_fault",
    "prepare",
    "run_module",
    "run_path",
    "run_source",
]
