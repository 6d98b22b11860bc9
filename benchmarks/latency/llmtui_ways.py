"""The steps by llmtui's transports."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from latency.ground import JOBS, LOGS, NEW, READ_BEFORE, Ground
from llmtui.remote.openssh.login import open_transport
from llmtui.remote.ssh.dial import dial
from llmtui.remote.ssh.transport import SshTransport
from llmtui.remote.transport import Result, Transport


class Ours:
    """One transport, used as the app does."""

    def __init__(self, ground: Ground, transport: Transport, pool: ThreadPoolExecutor) -> None:
        self._ground = ground
        self.transport = transport
        self._pool = pool

    def poll(self) -> None:
        asked = self._pool.submit(self._query)
        for done in [asked, *(self._pool.submit(self._read, path) for path in self._ground.logs)]:
            done.result()

    def poll_one_by_one(self) -> None:
        self._query()
        for path in self._ground.logs:
            self._read(path)

    def submit(self, number: int) -> None:
        folder = f"{self._ground.folder}/home/run{number}"
        self.transport.mkdir(folder)
        self.transport.put_files(folder, self._ground.files)
        answer = _good(self.transport.run([self._ground.sbatch, "--parsable", "job.sh"], cwd=folder))
        assert answer.out.raw == "4200\n"

    def _query(self) -> None:
        answer = _good(self.transport.run([self._ground.squeue, "--me"]))
        assert answer.out.raw.count("\x1e") == JOBS

    def _read(self, path: str) -> None:
        data, size = self.transport.read_at(path, READ_BEFORE, 2 * NEW)
        assert (len(data), size) == (NEW, READ_BEFORE + NEW)


@contextmanager
def over_paramiko(ground: Ground) -> Iterator[Ours]:
    """A login of our own."""
    with _used(ground, SshTransport(dial(ground.target, None, once=set()))) as session:
        yield session


@contextmanager
def over_openssh(ground: Ground) -> Iterator[Ours]:
    """The ssh program with a master of ours."""
    transport = open_transport(ground.target, state_folder=ground.folder, lost=_fail, extra=("-F", "/dev/null"))
    with _used(ground, transport) as session:
        yield session


@contextmanager
def _used(ground: Ground, transport: Transport) -> Iterator[Ours]:
    with ThreadPoolExecutor(1 + LOGS) as pool:
        try:
            transport.facts()
            yield Ours(ground, transport, pool)
        finally:
            transport.close()


def _fail(why: str) -> None:
    raise SystemExit(f"the link was lost: {why}")


def _good(result: Result) -> Result:
    assert result.outcome == "ok", result.complaint
    return result
