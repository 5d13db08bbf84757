"""Uploads a second and CPU an upload, beside a do-nothing endpoint of the same server.

Rounds of both are interleaved in one run, because two runs on a shared machine cannot be
compared; what counts is the ratio.
"""

import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.files import comment, picture, track
from bench.load import fill

ROUNDS = 3
SECONDS = 3.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Case:
    """One kind of request, and the one it is measured against."""

    name: str
    path: str
    media_type: str
    body: bytes
    connections: int
    floor: str = ""


@dataclass(frozen=True)
class Round:
    per_second: float
    cpu_ms: float
    p50: float
    p99: float


def cases() -> list[Case]:
    fields = b'{"external_id":"bench-{number}","uploader_id":"u{few}","kind":"comment","text":'
    text = fields + json.dumps(comment()).encode() + b"}"
    query = "external_id=bench-{number}&uploader_id=u{few}"
    return [
        Case("do nothing", "/null", "application/json", text, 16),
        Case("comment, 200 characters", "/v1/uploads", "application/json", text, 16, "do nothing"),
        Case("bare sink, 100 KB", "/sink", "image/png", picture(), 4),
        Case(
            "image, 100 KB, raw body",
            f"/v1/uploads?{query}&kind=image&file_name=a.png",
            "image/png",
            picture(),
            4,
            "bare sink, 100 KB",
        ),
        Case("bare sink, 5 MB", "/sink", "audio/mpeg", track(), 2),
        Case(
            "track, 5 MB, raw body",
            f"/v1/uploads?{query}&kind=track&file_name=a.mp3&title=Harbour%20Lights",
            "audio/mpeg",
            track(),
            2,
            "bare sink, 5 MB",
        ),
    ]


def request_of(case: Case, key: str) -> bytes:
    length = len(fill(case.body, 0))
    head = (
        f"POST {case.path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {key}\r\n"
        f"Content-Type: {case.media_type}\r\nContent-Length: {length}\r\n\r\n"
    )
    return head.encode() + case.body


@contextmanager
def server(home: Path, synchronous: str) -> Iterator[tuple[int, str, int]]:
    """A server with a fresh database: its port, a key, and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    env = os.environ | {
        "PORTCULLIS_HOME": str(home),
        "PORTCULLIS_RATE_LIMITS": "off",
        "PORTCULLIS_SQLITE_SYNCHRONOUS": synchronous,
    }
    cli = [sys.executable, "-m", "app.cli"]
    subprocess.run([*cli, "migrate"], env=env, check=True, stdout=subprocess.DEVNULL)
    policy = [*cli, "policy", "publish", "policies/default.yaml"]
    subprocess.run(policy, env=env, check=True, stdout=subprocess.DEVNULL)
    make_key = [*cli, "keys", "create", "bench", "--scope", "upload"]
    key = subprocess.run(make_key, env=env, check=True, capture_output=True, text=True).stdout
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2"),
        *("--blocking-threads", "2", "--no-ws", "--port", str(port), "bench.app:app"),
    ]
    running = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port, key.strip(), running.pid
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(20)


def wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as stream:
            if stream.connect_ex(("127.0.0.1", port)) == 0:
                time.sleep(3)  # every web process loads its models
                return
        time.sleep(0.1)
    raise TimeoutError("the server does not answer")


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and its children so far."""
    total = 0.0
    for each in [pid, *children(pid)]:
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def children(pid: int) -> list[int]:
    found = [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return found + [deeper for child in found for deeper in children(child)]


def measure(case: Case, port: int, key: str, pid: int, first: int) -> Round:
    with tempfile.NamedTemporaryFile() as request:
        request.write(request_of(case, key))
        request.flush()
        before = cpu_seconds(pid)
        arguments = ["127.0.0.1", str(port), str(case.connections), str(SECONDS), str(first)]
        load = [sys.executable, "-m", "bench.load", *arguments, request.name]
        seen = json.loads(subprocess.run(load, check=True, capture_output=True).stdout)
        cpu = cpu_seconds(pid) - before
    done = sum(seen["statuses"].values())
    if set(seen["statuses"]) - {"200", "201"}:
        raise RuntimeError(f"{case.name}: {seen['statuses']}")
    return Round(done / seen["seconds"], 1000 * cpu / done, seen["p50"], seen["p99"])


def run(synchronous: str) -> dict[str, list[Round]]:
    results: dict[str, list[Round]] = {case.name: [] for case in cases()}
    home = Path(tempfile.mkdtemp(prefix="portcullis-bench-"))
    try:
        with server(home, synchronous) as (port, key, pid):
            first = 0
            for _ in range(ROUNDS):
                for case in cases():
                    first += 1_000_000
                    results[case.name].append(measure(case, port, key, pid, first))
    finally:
        shutil.rmtree(home)
    return results


def table(results: dict[str, list[Round]]) -> list[str]:
    lines = [
        "| request | per second | CPU ms | p50 ms | p99 ms | rate / floor | floor CPU / CPU |",
        "|---|---|---|---|---|---|---|",
    ]
    for case in cases():
        rounds = results[case.name]
        middle = {
            name: statistics.median(getattr(r, name) for r in rounds)
            for name in ("per_second", "cpu_ms", "p50", "p99")
        }
        ratios = ["–", "–"]
        if case.floor:
            pairs = list(zip(rounds, results[case.floor], strict=True))
            ratios = [
                f"{statistics.median(a.per_second / b.per_second for a, b in pairs):.2f}",
                f"{statistics.median(b.cpu_ms / a.cpu_ms for a, b in pairs):.2f}",
            ]
        numbers = [f"{middle['per_second']:.0f}", f"{middle['cpu_ms']:.2f}"]
        numbers += [f"{middle['p50']:.1f}", f"{middle['p99']:.1f}"]
        lines.append(f"| {case.name} | {' | '.join(numbers + ratios)} |")
    return lines
