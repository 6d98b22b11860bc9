"""The steps by ssh, scp and sha256sum, as one would type them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shlex import quote

from latency.ground import JOBS, LOGS, NEW, READ_BEFORE, Ground

LIMIT_S = 60


class Programs:
    """A process for every call; `sharing` are the options by which they use one connection, if they do."""

    def __init__(self, ground: Ground, sharing: Sequence[str] = ()) -> None:
        self._ground = ground
        self._options = [*ground.options, *sharing]
        self._host = f"{ground.target.user}@{ground.target.host}"
        self._local = _written(ground)

    def ssh(self, *words: str) -> bytes:
        """What a command over there prints."""
        return _run(["ssh", *self._options, "-p", str(self._ground.target.port), self._host, *words])

    def poll(self) -> None:
        """One call for all of it: what a script that knows what it wants can do."""
        reads = "; ".join(_tail(path) for path in self._ground.logs)
        out = self.ssh(f"{self._ground.squeue} --me; {reads}")
        assert out.startswith(b"4101")
        assert len(out) > LOGS * NEW

    def poll_one_by_one(self) -> None:
        assert self.ssh(f"{self._ground.squeue} --me").count(b"\x1e") == JOBS
        for path in self._ground.logs:
            assert len(self.ssh(_tail(path))) == NEW

    def submit(self, number: int) -> None:
        folder = f"{self._ground.folder}/home/run{number}"
        self.ssh(f"mkdir -m 700 {quote(folder)}")
        files = [str(path) for path in sorted(self._local.iterdir())]
        port = str(self._ground.target.port)
        _run(["scp", "-q", *self._options, "-P", port, *files, f"{self._host}:{folder}/"])
        check = f"cd {quote(folder)} && sha256sum --quiet -c SUMS && {self._ground.sbatch} --parsable job.sh"
        assert self.ssh(check) == b"4200\n"


@contextmanager
def plain(ground: Ground) -> Iterator[Programs]:
    """A login for every call."""
    programs = Programs(ground)
    programs.ssh("true")
    yield programs


@contextmanager
def shared(ground: Ground) -> Iterator[Programs]:
    """One login that all calls share."""
    control = ["-o", f"ControlPath={ground.folder}/control"]
    programs = Programs(ground, control)
    words = ["ssh", *ground.options, *control, "-o", "ControlMaster=yes", "-fN", "-p", str(ground.target.port)]
    _run([*words, f"{ground.target.user}@{ground.target.host}"])
    try:
        programs.ssh("true")
        yield programs
    finally:
        _run(["ssh", "-q", *control, "-O", "exit", ground.target.host])


def _tail(path: str) -> str:
    return f"tail -c +{READ_BEFORE + 1} {quote(path)}"


def _written(ground: Ground) -> Path:
    folder = ground.folder / "bundle"
    folder.mkdir(exist_ok=True)
    for name, (data, _) in ground.files.items():
        (folder / name).write_bytes(data)
    (folder / "SUMS").write_text(ground.sums)
    return folder


def _run(argv: Sequence[str]) -> bytes:
    """What a program that must succeed prints; a master that it leaves behind holds none of our pipes."""
    done = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=LIMIT_S, check=True)
    return done.stdout
