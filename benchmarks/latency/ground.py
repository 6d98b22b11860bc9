"""A cluster that is far away: sshd behind a delaying relay, stand-ins for Slurm's commands, logs, a job's files."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.realssh.proxy import Proxy, proxy
from tests.realssh.server import sshd

from llmtui.remote.target import Target
from llmtui.services.submission.staging import runtime_zip

JOBS, LOGS = 10, 3
#: Of each log so much is new, in bytes, behind so much that was read before.
NEW, READ_BEFORE = 16384, 4 * 1024**2

_SQUEUE = """#!/bin/sh
for n in 1 2 3 4 5 6 7 8 9 10; do
  printf '41%02d\\037RUNNING\\037None\\0371:02:03\\0371-00:00:00\\0372026-01-02T03:04:05\\037nid001\\036' "$n"
done
"""
_SBATCH = "#!/bin/sh\necho 4200\n"


@dataclass(frozen=True)
class Ground:
    """`target` is behind the relay; `files` are a job's, by name, with their modes."""

    folder: Path
    target: Target
    relay: Proxy
    files: Mapping[str, tuple[bytes, int]]

    @property
    def squeue(self) -> str:
        """The stand-in's path."""
        return f"{self.folder}/bin/squeue"

    @property
    def sbatch(self) -> str:
        """The stand-in's path."""
        return f"{self.folder}/bin/sbatch"

    @property
    def logs(self) -> list[str]:
        """Paths of the logs."""
        return [f"{self.folder}/log{number}" for number in range(LOGS)]

    @property
    def sums(self) -> str:
        """The files' hashes, as sha256sum writes and reads them."""
        rows = ((hashlib.sha256(data).hexdigest(), name) for name, (data, _) in self.files.items())
        return "".join(f"{digest}  {name}\n" for digest, name in rows)

    @property
    def options(self) -> list[str]:
        """ssh's options for this host, without anything of the user's own."""
        words = ["-F", "/dev/null", "-i", self.target.identity_files[0], "-o", "BatchMode=yes"]
        return [*words, "-o", f"UserKnownHostsFile={self.target.known_hosts[0]}"]


@contextmanager
def ground(folder: Path, rtt_s: float) -> Iterator[Ground]:
    """All of it, in a folder with a short path; afterwards it is gone."""
    _write_stand_ins(folder)
    with sshd(folder / "sshd", options=["MaxStartups 100"]) as server, proxy(server.port) as relay:
        known = folder / "known"
        known.write_text(f"[127.0.0.1]:{relay.port} {server.host_key}\n")
        host = "127.0.0.1"
        target = Target(host, host, server.user, relay.port, (str(server.key),), known_hosts=(str(known),))
        relay.delay_s = rtt_s / 2
        yield Ground(folder, target, relay, _files())


def _write_stand_ins(folder: Path) -> None:
    (folder / "bin").mkdir()
    for name, text in (("squeue", _SQUEUE), ("sbatch", _SBATCH)):
        path = folder / "bin" / name
        path.write_text(text)
        path.chmod(0o755)
    (folder / "home").mkdir()
    for number in range(LOGS):
        (folder / f"log{number}").write_bytes(random.Random(number).randbytes(READ_BEFORE + NEW))


def _files() -> dict[str, tuple[bytes, int]]:
    small = {"job.sh": 3000, "job.yaml": 900, "accelerate.yaml": 700, "train.json": 1200, "manifest.json": 1500}
    noise = random.Random(7)
    files = {name: (noise.randbytes(size).hex().encode()[:size], 0o600) for name, size in small.items()}
    return {**files, "llmtui_runtime.zip": (runtime_zip(), 0o600)}
