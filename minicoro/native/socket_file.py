"""A socket file through which `minicoro attach` reaches a recorder on versions that have no `sys.remote_exec`."""

import os
import socket
import tempfile
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minicoro.native.recorder import Recorder

_MOST_SECONDS = 3600.0
_ANSWERS = 30.0
"""Seconds after which a process must have written its dump."""


def path_of(pid: int) -> str:
    """The path of the socket of a process, in a folder that only its owner can access."""
    return os.path.join(folder(), f"{pid}.sock")


def folder() -> str:
    """The folder of this user's sockets; PermissionError if another user could put a file there."""
    path = os.path.join(tempfile.gettempdir(), f"minicoro-{os.getuid()}")
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        pass
    found = os.lstat(path)
    if found.st_uid != os.getuid() or found.st_mode & 0o077 or not os.path.isdir(path) or os.path.islink(path):
        raise PermissionError(f"{path} is not a folder of yours alone: remove it, or make it so with chmod 700")
    return path


def listen(recorder: "Recorder") -> Callable[[], None]:
    """Answer requests for dumps, in a thread; return a function that ends this.

    A request is the word ``dump``, or ``dump`` and the seconds to wait; the answer is a path, or ``error`` and the reason.  The
    path is chosen here, so that a request cannot overwrite a file.
    """
    path = path_of(os.getpid())
    if os.path.lexists(path):
        os.unlink(path)
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    mask = os.umask(0o177)
    try:
        server.bind(path)
    finally:
        os.umask(mask)
    server.listen(1)
    over = threading.Event()
    threading.Thread(target=_serve, args=(server, recorder, over), name="minicoro socket", daemon=True).start()

    def stop() -> None:
        over.set()
        try:
            server.shutdown(socket.SHUT_RDWR)
        except OSError:  # it was not connected
            pass
        server.close()
        if os.path.lexists(path):
            os.unlink(path)

    return stop


def ask(pid: int, seconds: float) -> str:
    """The path of the dump that another process has written.  Raises OSError, and RuntimeError with the message of the other
    process.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(seconds + _ANSWERS)
        client.connect(path_of(pid))
        client.sendall(f"dump {seconds}\n".encode())
        answer = client.makefile("r", encoding="utf-8").readline(4096).strip()
    if not answer or answer.startswith("error "):
        raise RuntimeError(answer.removeprefix("error ") or "it gave no answer")
    return answer


def _serve(server: socket.socket, recorder: "Recorder", over: threading.Event) -> None:
    while not over.is_set():
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            try:
                connection.settimeout(5)
                request = connection.makefile("r", encoding="utf-8").readline(100).split()
                connection.sendall(f"{_answer(request, recorder, over)}\n".encode())
            except (OSError, ValueError):  # the client has closed the connection, or sent an invalid request
                continue


def _answer(request: list[str], recorder: "Recorder", over: threading.Event) -> str:
    try:
        word, seconds = request
        waited = float(seconds)
    except ValueError:
        return "error a request is the word dump and a number of seconds"
    if word != "dump" or not 0 <= waited <= _MOST_SECONDS:
        return "error a request is the word dump and a number of seconds"
    over.wait(waited)
    try:
        return os.path.abspath(recorder.dump(why="attach"))
    except OSError as error:
        return f"error {error}"
