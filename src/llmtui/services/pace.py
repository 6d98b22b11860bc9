"""One sbatch at a time on each cluster and at most one a second, over all windows of llmtui."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..domain.cluster import Cluster
from .paths import private_folder

#: Seconds from one sbatch to the next; the embedded Slurm is this machine's own.
GAP_S = 1.0


@contextmanager
def sbatch_turn(folder: Path, cluster: Cluster, *, wait: bool = True) -> Iterator[bool]:
    """Held while sbatch runs; the kernel lets go of it when the process dies.

    False when somebody else is at it and `wait` is not set. Raises OSError.
    """
    private_folder(folder)
    with open(folder / f".sbatch-{cluster.name}", "a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        if not cluster.embedded:
            time.sleep(_left(file.name))
        _write(file.name)
        yield True


def _left(name: str) -> float:
    """Seconds until the gap is over; a clock that was set back costs one gap at most."""
    try:
        last = float(Path(name).read_text(encoding="ascii"))
    except ValueError:
        return 0.0
    return min(GAP_S, max(0.0, last + GAP_S - time.time()))


def _write(name: str) -> None:
    # In place: another name would be another lock.
    with open(name, "r+", encoding="ascii") as file:
        file.write(f"{time.time():20.3f}")
