"""A server in a process of its own, and the client that loads it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from benchmarks import leaks

CONNECTIONS = 4
PER_PROCESSOR = "requests a second on the processor"


class Load:
    """Starts ``command program words``, which prints its port."""

    def __init__(self, command: list[str], program: Path, *words: str) -> None:
        self.argv = [*command, str(program), *words]

    def measured(self, seconds: float, end: signal.Signals) -> dict[str, float]:
        """What the server does: requests a second, also of its time on the processor, which other processes of the machine
        do not disturb; megabytes at the end, and more than after a warm-up; the exit code after ``end``."""
        with subprocess.Popen(
            self.argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=leaks.environment("/tmp")
        ) as child:
            assert child.stdout is not None
            port = int(child.stdout.readline())
            open_connections = [socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)]
            _load(open_connections, seconds / 4)
            before = float(_get(open_connections[0], "/memory"))
            begun = _processor(child.pid)
            count = _load(open_connections, seconds)
            spent = _processor(child.pid) - begun
            after = float(_get(open_connections[0], "/memory"))
            child.send_signal(end)
            code = child.wait(timeout=30)
            for connection in open_connections:
                connection.close()
        figures = {"requests a second": count / seconds, PER_PROCESSOR: count / spent, "megabytes": after}
        return figures | {"megabytes more": after - before, "exit code": float(code)}


def _processor(pid: int) -> float:
    """Seconds that a process has spent on the processor."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _load(connections: list[socket.socket], seconds: float) -> int:
    """Ask on all connections, one request at a time on each, and count the answers."""
    until, count = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        for connection in connections:
            _ask(connection, "/")
        for connection in connections:
            _answer(connection)
            count += 1
    return count


def _get(connection: socket.socket, path: str) -> str:
    _ask(connection, path)
    return _answer(connection)


def _ask(connection: socket.socket, path: str) -> None:
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())


def _answer(connection: socket.socket) -> str:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(None, 1)[0])
    while len(body) < length:
        body += connection.recv(65536)
    return body.decode()
