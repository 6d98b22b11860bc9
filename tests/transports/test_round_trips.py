"""How often a call crosses the line, on a link whose delay outweighs everything else."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tests.realssh.proxy import proxy

from llmtui.remote.ssh.transport import SshTransport

from .dial import dial
from .ground import Ground

#: One round trip, in seconds.
TRIP_S = 0.2


def trips(call: Callable[[], object]) -> float:
    began = time.monotonic()
    call()
    return (time.monotonic() - began) / TRIP_S


def test_calls_cost_as_few_round_trips_as_they_can(ground: Ground, there: Path) -> None:
    server = ground.server()
    (there / "log").write_bytes(b"x" * 400_000)
    with proxy(server.port) as relay:
        transport = SshTransport(dial(server, relay.port))
        relay.delay_s = TRIP_S / 2
        path = str(there)
        counted = {
            "facts, opening a shell and SFTP": (trips(transport.facts), 5),
            "a script": (trips(lambda: transport.script("true")), 1),
            "what is at a path": (trips(lambda: transport.stat(path)), 1),
            "256 KiB of a log": (trips(lambda: transport.read_at(f"{path}/log", 100_000, 262_144)), 2),
            "a new folder": (trips(lambda: transport.mkdir(f"{path}/run")), 1),
            "ten files": (
                trips(lambda: transport.put_files(f"{path}/run", {f"f{n}": (b"x" * 9000, 0o600) for n in range(10)})),
                3,
            ),
            "a folder's names": (trips(lambda: transport.list_folder(path)), 2),
        }
        transport.close()
    for name, (taken, most) in counted.items():
        print(f"{name}: {taken:.1f} round trips")
        assert most - 0.1 < taken < most + 0.9 or name.startswith("facts"), (name, taken)
    assert counted["facts, opening a shell and SFTP"][0] < 6
