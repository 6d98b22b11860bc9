"""Round trips on a link of 50 ms: one for a command, and a whole poll within four."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from latency.ground import Ground, ground
from latency.llmtui_ways import Ours, over_openssh, over_paramiko
from latency.programs import plain
from tests.realssh import needs
from tests.realssh.scale import scale

RTT_S = 0.05
#: The best of so many: what the machine does besides only ever makes one slower.
TRIES = scale(3, 20)


@pytest.fixture(scope="module")
def far() -> Iterator[Ground]:
    needs.need()
    with tempfile.TemporaryDirectory(prefix="ll", dir="/tmp") as folder, ground(Path(folder), RTT_S) as made:
        yield made


def best(call: Callable[[], object]) -> float:
    def once() -> float:
        started = time.monotonic()
        call()
        return time.monotonic() - started

    return min(once() for _ in range(TRIES))


@pytest.mark.parametrize("way", [over_paramiko, over_openssh])
def test_a_command_is_one_round_trip_and_a_poll_takes_four_at_most(far: Ground, way: Callable[..., object]) -> None:
    with way(far) as session:  # type: ignore[attr-defined]
        assert isinstance(session, Ours)
        session.poll()
        assert RTT_S <= best(lambda: session.transport.script(":")) < 1.5 * RTT_S
        assert best(session.poll) < 4 * RTT_S + 0.1
        assert 2 * RTT_S <= best(lambda: session.transport.read_at(far.logs[0], 0, 100)) < 2.6 * RTT_S


def test_a_login_for_every_call_would_be_seen(far: Ground) -> None:
    with plain(far) as session:
        assert best(session.poll) > 4 * RTT_S + 0.1
