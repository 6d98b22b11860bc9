"""What counts as silence."""

from __future__ import annotations

from typing import cast

import paramiko
import pytest

from llmtui.remote.ssh.heartbeat import Heartbeat


class Clock:
    """Moves when a link is watched: by what was to be waited, or by a jump."""

    def __init__(self) -> None:
        self.now = 0.0
        self.jumps: dict[int, float] = {}
        self.looks = 0

    def wait(self, seconds: float) -> None:
        self.looks += 1
        self.now += self.jumps.get(self.looks, seconds)


class Link:
    """A transport that lives and never answers."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def join(self, timeout: float) -> None:
        self._clock.wait(timeout)

    def is_alive(self) -> bool:
        return True


def watched(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> str:
    monkeypatch.setattr("llmtui.remote.ssh.heartbeat.time.monotonic", lambda: clock.now)
    link = cast(paramiko.Transport, Link(clock))
    beat = Heartbeat(link, lambda reason: None, every_s=5.0, silence_s=15.0)
    return beat._until_lost()


def test_silence_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    assert watched(monkeypatch, clock) == "the server has not answered for 15 s"
    assert 15 <= clock.now < 16


def test_a_time_in_which_this_process_was_stopped_is_no_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    clock.jumps = {3: 3600.0}
    watched(monkeypatch, clock)
    assert clock.now > 3600 + 13
    assert clock.looks > 50


def test_a_link_that_ends_is_told_with_its_reason() -> None:
    class Ended(Link):
        def is_alive(self) -> bool:
            return False

        def get_exception(self) -> Exception:
            return OSError("reset\x1b[2J by\npeer")

    beat = Heartbeat(cast(paramiko.Transport, Ended(Clock())), lambda reason: None, every_s=5.0, silence_s=15.0)
    assert beat._until_lost() == "the connection was lost (reset by peer)"
