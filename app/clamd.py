"""Asking a ClamAV daemon: its INSTREAM command over TCP or a local socket.

Anything but a clear answer is Unavailable, so that a person looks: a daemon that is away,
slow or confused, and above all a file beyond its StreamMaxLength, are never "clean".
Protocol: man page clamd(8), section COMMANDS.
"""

import socket
from mmap import mmap
from urllib.parse import urlsplit

from moderation import Unavailable

_CHUNK = 256 * 1024  # bytes of one INSTREAM chunk
_LONGEST_REPLY = 4096
_DEFAULT_PORT = 3310
_CLEAN, _FOUND = "stream: OK", " FOUND"
_GAVE_UP = "Heuristics.Limits.Exceeded"  # "found" where AlertExceedsMax is set: not scanned


class Clamd:
    """A scanner for the virus detector. Holds no connection, so threads may share it."""

    def __init__(self, url: str, timeout_s: float = 5.0) -> None:
        """`tcp://host:port` or `unix:///path`; the time-out is for each step of a scan."""
        self._address = _address(url)
        self._timeout_s = timeout_s

    def scan(self, data: bytes | mmap) -> str | None:
        """The name of what clamd found, or None for a clean file; raises Unavailable."""
        try:
            with self._connect() as connection:
                _send(connection, data)
                return _verdict(_receive(connection))
        except OSError as unreachable:
            raise Unavailable("clamd cannot be reached") from unreachable

    def _connect(self) -> socket.socket:
        if isinstance(self._address, tuple):
            return socket.create_connection(self._address, self._timeout_s)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(self._timeout_s)
        try:
            connection.connect(self._address)
        except OSError:
            connection.close()
            raise
        return connection


def _address(url: str) -> tuple[str, int] | str:
    parts = urlsplit(url)
    if parts.scheme == "unix" and parts.path:
        return parts.path
    if parts.scheme == "tcp" and parts.hostname:
        return parts.hostname, parts.port or _DEFAULT_PORT
    raise ValueError(f"not the address of a clamd: {url}")


def _send(connection: socket.socket, data: bytes | mmap) -> None:
    """The whole file; stops early if clamd hangs up, for then its reply says why."""
    try:
        connection.sendall(b"zINSTREAM\0")
        for at in range(0, len(data), _CHUNK):
            chunk = data[at : at + _CHUNK]
            connection.sendall(len(chunk).to_bytes(4, "big") + chunk)
        connection.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        return


def _receive(connection: socket.socket) -> str:
    reply = b""
    while not reply.endswith(b"\0") and len(reply) < _LONGEST_REPLY:
        received = connection.recv(_LONGEST_REPLY)
        if not received:
            break
        reply += received
    return reply.rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(reply: str) -> str | None:
    if reply == _CLEAN:
        return None
    found = reply.removeprefix("stream: ").removesuffix(_FOUND)
    if reply != f"stream: {found}{_FOUND}" or found.startswith(_GAVE_UP):
        raise Unavailable(f"clamd did not scan: {reply[:80] or 'no answer'}")
    return found
