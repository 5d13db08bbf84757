"""The ClamAV client, against a small stand-in on loopback."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.clamd import Clamd
from moderation import Unavailable


class StandIn:
    """Takes one INSTREAM, keeps what it was sent, and gives one answer."""

    def __init__(self, listener: socket.socket, answer: bytes, reads: int) -> None:
        self.received = b""
        self.ended = False
        self._listener, self._answer, self._reads = listener, answer, reads
        self.thread = threading.Thread(target=self._serve)

    def _serve(self) -> None:
        connection, _ = self._listener.accept()
        with connection, connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while len(self.received) < self._reads and not self.ended:
                size = int.from_bytes(stream.read(4), "big")
                self.received += stream.read(size)
                self.ended = size == 0
            connection.sendall(self._answer)


@contextmanager
def clamd(
    answer: bytes, *, path: Path | None = None, reads: int = 2**40
) -> Iterator[tuple[str, StandIn]]:
    family = socket.AF_UNIX if path else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.bind(str(path) if path else ("127.0.0.1", 0))
        listener.listen(1)
        listener.settimeout(10)
        stand_in = StandIn(listener, answer, reads)
        stand_in.thread.start()
        url = f"unix://{path}" if path else f"tcp://127.0.0.1:{listener.getsockname()[1]}"
        yield url, stand_in
        stand_in.thread.join(10)


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (b"stream: OK\0", None),
        (b"stream: Eicar-Test-Signature FOUND\0", "Eicar-Test-Signature"),
        (b"stream: Win.Test.A-1 (beta) FOUND\0", "Win.Test.A-1 (beta)"),
    ],
)
def test_a_clear_answer_is_taken(answer: bytes, found: str | None) -> None:
    with clamd(answer) as (url, stand_in):
        assert Clamd(url).scan(b"a song") == found
    assert stand_in.received == b"a song"
    assert stand_in.ended


@pytest.mark.parametrize(
    "answer",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND\0",
        b"stream: Can't allocate memory ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"stream: OK, or so I think\0",
        b"",
    ],
)
def test_anything_else_is_never_clean(answer: bytes) -> None:
    with clamd(answer) as (url, _), pytest.raises(Unavailable):
        Clamd(url).scan(b"a song")


def test_a_file_is_sent_whole_and_in_chunks() -> None:
    data = bytes(range(256)) * 4096
    with clamd(b"stream: OK\0") as (url, stand_in):
        assert Clamd(url).scan(data) is None
    assert stand_in.received == data


def test_a_local_socket_will_do(tmp_path: Path) -> None:
    with clamd(b"stream: OK\0", path=tmp_path / "clamd.sock") as (url, stand_in):
        assert Clamd(url).scan(b"a song") is None
    assert stand_in.received == b"a song"


def test_a_scanner_that_hangs_up_early_is_unavailable() -> None:
    with (
        clamd(b"INSTREAM size limit exceeded. ERROR\0", reads=1) as (url, _),
        pytest.raises(Unavailable),
    ):
        Clamd(url).scan(bytes(8 * 1024 * 1024))


def test_a_scanner_that_does_not_answer_is_unavailable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(Unavailable):
            Clamd(url, timeout_s=0.05).scan(b"a song")


def test_a_scanner_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    for url in (f"tcp://127.0.0.1:{port}", f"unix://{tmp_path}/nobody.sock"):
        with pytest.raises(Unavailable):
            Clamd(url).scan(b"a song")


@pytest.mark.parametrize("url", ["", "http://x", "tcp://", "unix://", "clamd:3310"])
def test_another_kind_of_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="not the address"):
        Clamd(url)
