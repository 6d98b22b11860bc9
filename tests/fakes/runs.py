"""Run folders on this machine's disk, as a run leaves them, behind a transport whose faults are set by the test."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from llmtui.domain.cluster import Cluster
from llmtui.domain.record import JobRecord, JobStatus
from llmtui.remote.local import LocalTransport
from llmtui.remote.transport import LinkLostError, Moved, Result
from llmtui.services.reach.link import Link
from llmtui.services.watching.budget import QueryLog
from llmtui.slurm.commands import FIELD, RECORD
from llmtui.slurm.lookup import squeue_folders

from .records import record

RESULTS = {
    "job.sh": b"#!/bin/bash\n",
    "run.json": b"{}",
    "events.jsonl": b'{"event": "start"}\n',
    "slurm-1.out": b"loss 1.8\n" * 50,
    "output/adapter_model.safetensors": b"w" * 300_000,
    "output/adapter_config.json": b"{}",
    "output/trainer_state.json": b"{}",
    "output/tokenizer/vocab.json": b"{}",
    "answers.jsonl": b"{}\n",
}
REST = {
    "manifest.json": b"{}",
    "jobid": b"1\n",
    "runtime.zip": b"PK",
    "status/1.0.end": b"0 1\n",
    "inputs/dataset/train.jsonl": b"x" * 1000,
    "output/checkpoint-5/model.safetensors": b"w" * 200_000,
    "output/checkpoint-5/optimizer.pt": b"o" * 400_000,
    "output/checkpoint-5/rng_state_0.pth": b"r",
    "output/optimizer.bin": b"o" * 10,
    "output/global_step9/zero.pt": b"z",
}


class FaultyTransport(LocalTransport):
    """`lost_after`: so many bytes of copies pass until the link is lost. `answer` replaces what a script prints.

    `queue` are id, state and folder of the user's jobs, `squeue` replaces the answer with them; `asked` counts those.
    `between` is done after each answer of the queue.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lost_after: int | None = None
        self.answer: str | None = None
        self.scripts = 0
        self.copied: list[str] = []
        self.grow = 0
        self.queue: list[tuple[str, str, str]] = []
        self.squeue: Result | None = None
        self.asked = 0
        self.between: Callable[[], object] = lambda: None

    def run(
        self, argv: Sequence[str], *, cwd: str | None = None, stdin: bytes = b"", timeout_s: float = 30.0
    ) -> Result:
        assert list(argv) == squeue_folders(), "nothing else is asked of Slurm"
        self.asked += 1
        lines = [FIELD.join((job_id, state, "n1", folder)) + f"{RECORD}\n" for job_id, state, folder in self.queue]
        self.between()
        return self.squeue or Result.said("ok", 0, "".join(lines), "")

    def script(self, text: str, *, values: Mapping[str, str] | None = None, timeout_s: float = 30.0) -> Result:
        self.scripts += 1
        if self.answer is not None:
            return Result.said("ok", 0, self.answer, "")
        return super().script(text, values=values, timeout_s=timeout_s)

    def copy_out(self, path: str, target: Path, moved: Moved | None = None) -> None:
        def passing(done: int, size: int) -> None:
            if moved is not None:
                moved(done + self.grow, size)
            if self.lost_after is not None and done > self.lost_after:
                raise LinkLostError(104, "Connection reset by peer")

        super().copy_out(path, target, passing)
        self.copied.append(path)


def cluster(root: Path) -> Cluster:
    """A cluster whose run folders lie in `root`."""
    return Cluster("lumi", "LUMI", run_root=str(root))


def link(root: Path, transport: LocalTransport | None = None) -> Link:
    """The way to it."""
    return Link(cluster(root), transport or FaultyTransport(), QueryLog())


def ended(root: Path, number: int = 1, **changes: object) -> JobRecord:
    """The record of a run that has ended in `root`."""
    made = record(number, cluster="lumi", status=JobStatus("COMPLETED", end=2000.0), seen="fresh")
    return record(
        number,
        **{
            **vars_of(made),
            "run_dir": f"{root}/{made.id}",
            "log_path": f"{root}/{made.id}/slurm-{number}.out",
            **changes,
        },
    )


def vars_of(made: JobRecord) -> dict[str, object]:
    """The fields that `ended` sets."""
    return {"cluster": made.cluster, "status": made.status, "seen": made.seen}


def write_run(made: JobRecord, files: Mapping[str, bytes] | None = None) -> Path:
    """Its folder with what a run leaves, an hour old."""
    folder = Path(made.run_dir)
    for name, data in (
        files if files is not None else {**RESULTS, **REST, "jobid": b"%d\n" % (made.job_id or 0)}
    ).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (1.7e9, 1.7e9))
    return folder
