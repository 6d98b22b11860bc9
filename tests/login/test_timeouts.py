"""A connection that goes nowhere ends in time, and says at which step it stood."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from tests.realssh.proxy import proxy

from llmtui.errors import UnreachableError
from llmtui.remote.ssh import connect
from llmtui.remote.ssh.dial import dial
from llmtui.remote.target import Target

from .lab import Lab

_SHORT_S = 0.7


@contextmanager
def listening(then: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that does one thing with each connection, and keeps it open."""
    kept: list[socket.socket] = []

    def serve() -> None:
        while True:
            try:
                link, _ = listener.accept()
            except OSError:
                return
            kept.append(link)
            then(link)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, daemon=True).start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            for link in kept:
                link.close()


def refusal(target: Target) -> tuple[str, float]:
    """The message, and how long it took."""
    started = time.monotonic()
    with pytest.raises(UnreachableError) as error:
        dial(target, None, once=set())
    return error.value.message, time.monotonic() - started


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BANNER_S", "HANDSHAKE_S", "CHANNEL_S"):
        assert getattr(connect, name) == 15.0
        monkeypatch.setattr(connect, name, _SHORT_S)


def test_a_server_that_says_nothing() -> None:
    with listening(lambda link: None) as port:
        message, seconds = refusal(Target("x", "127.0.0.1", "u", port))
    assert "then said nothing" in message
    assert seconds < 3


def test_a_server_that_closes_at_once() -> None:
    with listening(lambda link: link.close()) as port:
        message, _ = refusal(Target("x", "127.0.0.1", "u", port))
    assert "closed the connection before it said anything" in message


def test_a_server_that_is_none_of_ssh() -> None:
    with listening(lambda link: link.sendall(b"HTTP/1.1 400 \x1b[2J Bad Request\r\n\r\n" * 60)) as port:
        message, _ = refusal(Target("x", "127.0.0.1", "u", port))
    assert "is no SSH server that can be understood" in message
    assert "\x1b" not in message


def test_a_server_that_stops_in_the_key_exchange() -> None:
    with listening(lambda link: link.sendall(b"SSH-2.0-x\r\n")) as port:
        message, seconds = refusal(Target("x", "127.0.0.1", "u", port))
    assert "the key exchange did not end" in message
    assert seconds < 5


def test_nobody_listens_and_no_such_host() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    assert "refused" in refusal(Target("x", "127.0.0.1", "u", port))[0]
    assert "no such host name" in refusal(Target("x", "no-such-host.invalid", "u"))[0]


def test_no_answer_to_tcp() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=1) as listener:
        address = listener.getsockname()
        # A full queue: the kernel answers no more, as a firewall that drops packets.
        full = [socket.socket() for _ in range(4)]
        for link in full:
            link.setblocking(False)
            link.connect_ex(address)
        message, seconds = refusal(Target("x", "127.0.0.1", "u", address[1], connect_timeout_s=_SHORT_S))
        for link in full:
            link.close()
    assert "no connection within" in message
    assert seconds < 3


def test_a_way_that_freezes_behind_the_first_host(machines: Lab) -> None:
    with listening(lambda link: None) as port:
        target = replace(machines.target(None, "ed25519", jumps=(machines.target(machines.gate, "rsa"),)), port=port)
        message, seconds = refusal(target)
    assert "then said nothing" in message
    assert seconds < 4


def test_the_connection_is_set_up_as_it_should_be(machines: Lab) -> None:
    link = dial(machines.target(None, "ed25519"), None, once=set())
    wire = link.transport.sock
    assert isinstance(wire, socket.socket)
    assert wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert wire.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
    assert wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 20_000
    offered = (*link.transport.preferred_ciphers, *link.transport.preferred_macs, *link.transport.preferred_kex)
    link.close()
    assert [name for name in offered if "cbc" in name or "md5" in name or "sha1" in name] == []
    assert [name for name in ("aes128-cbc", "hmac-sha1") if "cbc" in name or "sha1" in name], "the search finds"


def test_nothing_stays_open_after_a_failure(machines: Lab) -> None:
    before = threading.active_count()
    with proxy(machines.plain.port) as relay:
        place = f"[127.0.0.1]:{machines.plain.port}"
        relay.cut_after = 3000
        refusal(machines.target(None, "ed25519", port=relay.port, host_key_alias=place))
        relay.cut_after = None
        # What the relay swallowed was the login, not the server.
        dial(machines.target(None, "ed25519", port=relay.port, host_key_alias=place), None, once=set()).close()
    deadline = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert threading.active_count() <= before
