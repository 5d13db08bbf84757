"""Load on a server of this machine: keep-alive connections over plain sockets.

Run as its own process, so that what it costs is not counted as the server's:
`python -m bench.load HOST PORT CONNECTIONS SECONDS FIRST FILE`, where FILE holds the bytes
of one request and FIRST is the number it starts from. Prints one JSON line of what it saw.
"""

import json
import socket
import sys
import threading
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path


@dataclass
class Seen:
    statuses: dict[int, int] = field(default_factory=dict)
    times_ms: list[float] = field(default_factory=list)


def fill(request: bytes, number: int) -> bytes:
    """Content of its own each time, of one of a thousand uploaders; always of one length."""
    few = b"%04d" % (number % 1000)
    return request.replace(b"{number}", b"%08d" % number).replace(b"{few}", few)


def read_answer(stream: socket.socket, buffer: bytearray) -> int:
    while b"\r\n\r\n" not in buffer:
        got = stream.recv(65536)
        if not got:
            raise ConnectionError("the server closed the connection")
        buffer += got
    head, _, _ = bytes(buffer).partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    while len(buffer) < len(head) + 4 + length:
        buffer += stream.recv(65536)
    del buffer[: len(head) + 4 + length]
    return int(head[9:12])


def drive(
    address: tuple[str, int], request: bytes, numbers: "count[int]", until: float, seen: Seen
) -> None:
    stream = socket.create_connection(address)
    stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    buffer = bytearray()
    while time.perf_counter() < until:
        began = time.perf_counter()
        stream.sendall(fill(request, next(numbers)))
        status = read_answer(stream, buffer)
        seen.times_ms.append((time.perf_counter() - began) * 1000)
        seen.statuses[status] = seen.statuses.get(status, 0) + 1
    stream.close()


def main() -> None:
    host, port, connections, seconds, first, path = sys.argv[1:]
    request = Path(path).read_bytes()
    numbers = count(int(first))
    all_seen = [Seen() for _ in range(int(connections))]
    began = time.perf_counter()
    until = began + float(seconds)
    threads = [
        threading.Thread(target=drive, args=((host, int(port)), request, numbers, until, seen))
        for seen in all_seen
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    statuses: dict[int, int] = {}
    for seen in all_seen:
        for status, times in seen.statuses.items():
            statuses[status] = statuses.get(status, 0) + times
    times_ms = sorted(t for seen in all_seen for t in seen.times_ms)
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - began,
                "statuses": statuses,
                "p50": times_ms[len(times_ms) // 2],
                "p99": times_ms[int(len(times_ms) * 0.99)],
            }
        )
    )


if __name__ == "__main__":
    main()
