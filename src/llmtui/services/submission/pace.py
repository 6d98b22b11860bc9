"""One sbatch at a time on each cluster and at most one a second, over all windows of llmtui."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ...domain.cluster import Cluster
from ...errors import JournalError
from ..journal import locks
from ..paths import private_folder

#: Seconds from one sbatch to the next; the embedded Slurm is this machine's own.
GAP_S = 1.0
#: How long a submission waits for those before it, in seconds.
PATIENCE_S = 600.0


@contextmanager
def sbatch_turn(folder: Path, cluster: Cluster, *, wait_s: float = PATIENCE_S) -> Iterator[bool]:
    """Held while sbatch runs; nothing is left of it when the process dies.

    False when somebody else is still at it after `wait_s` seconds. Raises JournalError where that cannot be told.
    """
    with ExitStack() as stack:
        yield _taken(stack, folder, cluster, wait_s)


def _taken(stack: ExitStack, folder: Path, cluster: Cluster, wait_s: float) -> bool:
    try:
        private_folder(folder)
        stack.enter_context(locks.held(folder / f".sbatch-{cluster.name}.lock", keep=True, wait_s=wait_s))
        if not cluster.embedded:
            _keep_the_gap(folder / f".sbatch-{cluster.name}.last")
    except TimeoutError:
        return False
    except OSError as error:
        raise JournalError(
            f"whose turn it is to submit cannot be written down in {folder}: {error.strerror or error}",
            hint="nothing was submitted; is the home's quota used up, or is it read-only?",
        ) from error
    return True


def _keep_the_gap(last: Path) -> None:
    """Wait until the last sbatch was long enough ago; a clock that was set back costs one gap at most."""
    try:
        at = float(last.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        at = 0.0
    time.sleep(min(GAP_S, max(0.0, at + GAP_S - time.time())))
    last.write_text(f"{time.time():.3f}\n", encoding="ascii")
