"""How often a call crosses the line, on a link whose delay outweighs everything else."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path

from tests.realssh.proxy import proxy

from llmtui.remote.ssh.transport import SshTransport

from .dial import dial
from .ground import Ground

#: One round trip, in seconds.
TRIP_S = 0.15


def trips(call: Callable[[], object], times: int = 3) -> float:
    """The quickest of a few calls: what the machine does besides only ever makes one slower."""
    taken = []
    for _ in range(times):
        began = time.monotonic()
        call()
        taken.append((time.monotonic() - began) / TRIP_S)
    return min(taken)


def test_calls_cost_as_few_round_trips_as_they_can(ground: Ground, there: Path) -> None:
    server = ground.server()
    (there / "log").write_bytes(b"x" * 400_000)
    with proxy(server.port) as relay:
        transport = SshTransport(dial(server, relay.port))
        relay.delay_s = TRIP_S / 2
        path, numbers = str(there), itertools.count()
        ten = {f"f{number}": (b"x" * 9000, 0o600) for number in range(10)}
        # Two for the first shell and one for its script; those for SFTP run beside it.
        assert 3 <= trips(transport.facts, 1) < 9
        counted = {
            "a script": (1, trips(lambda: transport.script("true"))),
            "what is at a path": (1, trips(lambda: transport.stat(path))),
            "256 KiB of a log": (2, trips(lambda: transport.read_at(f"{path}/log", 100_000, 262_144))),
            "a new folder": (1, trips(lambda: transport.mkdir(f"{path}/run{next(numbers)}"))),
            "ten files": (3, trips(lambda: transport.put_files(f"{path}/run0", ten))),
            "a folder's names": (2, trips(lambda: transport.list_folder(path))),
        }
        transport.close()
    for name, (right, taken) in counted.items():
        print(f"{name}: {taken:.1f} round trips")
        assert right <= taken < right + 1, name
