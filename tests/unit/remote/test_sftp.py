"""The SFTP client against servers that misbehave, over a pair of sockets."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmtui.remote.sftp.calls import Sftp
from llmtui.remote.sftp.packets import BadPacketError, Kind, Reader, Status, error_of, mode_only, string
from llmtui.remote.sftp.session import AbsentError, Session
from llmtui.remote.transport import LinkLostError

HELLO = bytes([Kind.VERSION]) + (3).to_bytes(4, "big")


def packet(body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + body


def status(number: int, code: int, text: bytes = b"") -> bytes:
    body = bytes([Kind.STATUS]) + struct.pack(">II", number, code) + string(text) + string(b"en")
    return packet(body)


def asked(peer: socket.socket) -> tuple[int, int, bytes]:
    """Kind, number and the rest of the next request."""
    size = struct.unpack(">I", exactly(peer, 4))[0]
    body = exactly(peer, size)
    return body[0], int.from_bytes(body[1:5], "big"), body[5:]


def exactly(peer: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = peer.recv(size - len(data))
        if not more:
            raise EOFError
        data += more
    return data


@contextmanager
def server(*answers: Callable[[int], bytes], greeting: bytes = packet(HELLO)) -> Iterator[socket.socket]:
    """A server that greets and answers its requests in that order, then is silent; the client's socket."""
    ours, theirs = socket.socketpair()

    def serve() -> None:
        with suppress(EOFError, OSError):
            asked(theirs)
            theirs.sendall(greeting)
            for answer in answers:
                theirs.sendall(answer(asked(theirs)[1]))
            while theirs.recv(65536):
                pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield ours
    finally:
        ours.close()
        theirs.close()
        thread.join(2)


@pytest.mark.parametrize(
    "greeting",
    [
        b"Welcome to the machine\n",
        b"\n" * 9,
        packet(b""),
        packet(bytes([Kind.STATUS]) + bytes(8)),
        packet(bytes([Kind.VERSION]) + (2).to_bytes(4, "big")),
        packet(bytes([Kind.VERSION])),
        packet(HELLO + b"\0\0\0\xffshort"),
    ],
)
def test_what_greets_otherwise_is_no_sftp(greeting: bytes) -> None:
    with server(greeting=greeting) as stream, pytest.raises(AbsentError):
        Session(stream, lambda: None)


def test_silence_in_place_of_a_greeting_ends_with_the_time_limit() -> None:
    began = time.monotonic()
    with server(greeting=b"") as stream, pytest.raises(TimeoutError):
        Session(stream, lambda: None, within_s=0.2)
    assert time.monotonic() - began < 2


def test_answers_find_whoever_asked_in_any_order() -> None:
    numbers: list[int] = []

    def later(number: int) -> bytes:
        numbers.append(number)
        return b"" if len(numbers) < 3 else b"".join(status(each, each) for each in reversed(numbers))

    with server(later, later, later) as stream:
        heard: list[float] = []
        session = Session(stream, lambda: heard.append(1))
        futures = [session.ask(Kind.STAT, string(b"x"), time.monotonic() + 5) for _ in range(3)]
        assert [future.result(5)[1].number() for future in futures] == numbers
        assert heard
        session.close()


def test_closing_ends_what_waits() -> None:
    with server() as stream:
        session = Session(stream, lambda: None)
        future = session.ask(Kind.STAT, string(b"x"), time.monotonic() + 5)
        session.close()
        assert isinstance(future.exception(1), LinkLostError)
        with pytest.raises(LinkLostError):
            session.ask(Kind.STAT, string(b"x"), time.monotonic() + 5)


def test_a_call_that_is_not_answered_ends_in_time_and_frees_the_others() -> None:
    with server() as stream:
        sftp = Sftp(Session(stream, lambda: None), answer_s=0.2)
        began = time.monotonic()
        with pytest.raises(TimeoutError, match="no answer within"):
            sftp.attributes("/x")
        assert time.monotonic() - began < 2
        assert not sftp.usable
        sftp.close()


@pytest.mark.parametrize(
    "answer", [lambda number: packet(b"\xff"), lambda number: b"\xff" * 40, lambda number: packet(b"")]
)
def test_noise_in_place_of_an_answer_is_an_error(answer: Callable[[int], bytes]) -> None:
    with server(answer) as stream:
        sftp = Sftp(Session(stream, lambda: None))
        with pytest.raises(OSError):
            sftp.attributes("/x")
        sftp.close()


def test_an_answer_of_another_kind_is_an_error() -> None:
    with server(lambda number: packet(bytes([Kind.HANDLE]) + struct.pack(">I", number) + string(b"h"))) as stream:
        sftp = Sftp(Session(stream, lambda: None))
        with pytest.raises(BadPacketError):
            sftp.attributes("/x")
        sftp.close()


def test_each_status_is_the_error_that_it_stands_for() -> None:
    kinds = [(2, FileNotFoundError), (3, PermissionError), (4, OSError), (8, OSError), (77, OSError), (1, EOFError)]
    for code, kind in kinds:
        error = error_of(Reader(struct.pack(">I", code) + string(b"\x1b[2JDisk\nfull")), "/a")
        assert type(error) is kind
        assert "\x1b" not in str(error)
        assert code in (1, 2, 3) or "Disk full" in str(error)
    assert error_of(Reader(struct.pack(">I", Status.OK)), "/a") is None


@given(st.binary(max_size=60))
def test_any_bytes_are_attributes_or_an_error(data: bytes) -> None:
    with suppress(BadPacketError):
        Reader(data).attributes()
    with suppress(BadPacketError):
        error_of(Reader(data), "/a")


def test_attributes_come_back() -> None:
    data = struct.pack(">IQIIIIII", 1 | 2 | 4 | 8 | 0x80000000, 2**40, 7, 8, 0o100644, 1, 1_700_000_000, 1)
    told = Reader(data + string(b"name") + string(b"value")).attributes()
    assert (told.size, told.mode, told.mtime) == (2**40, 0o100644, 1_700_000_000.0)
    assert Reader(mode_only(0o600)).attributes().mode == 0o600
