"""Every machine has its own rank."""

from __future__ import annotations

from collections.abc import Iterator

from .counts import whole
from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    script = subject.script
    if script is None or script.asked.nodes < 2:
        return
    for run in subject.launched("accelerate"):
        configured = subject.config.values if subject.config is not None else {}
        backend = run.options.get("rdzv-backend") or configured.get("rdzv_backend") or "static"
        rank = run.options.get("machine-rank")
        if run.srun is None or backend != "static" or (rank is not None and whole(rank) is None):
            continue
        what = "no --machine_rank" if rank is None else f"--machine_rank {rank} on every node"
        yield Hit(f"{what}: with the static rendezvous all {script.asked.nodes} nodes wait as machine 0", run.line)


RULE = Rule(
    "machine-rank",
    "error",
    "Each of several accelerate launchers has a --machine_rank of its own, unless c10d gives it: they hang otherwise.",
    'give --machine_rank "$SLURM_NODEID" inside the task, or --rdzv_backend c10d',
    _check,
)
