"""sbatch --test-only: when and where a job would start, and nothing is queued."""

from __future__ import annotations

import sys
import time

from ..conditions import check
from ..controller import Controller
from ..errors import RefusedError
from ..hostlist import compress
from ..job import Job
from ..placement import free_nodes, place, standing_reason
from ..request import admit
from ..times import timestamp


def test_only(controller: Controller, job: Job) -> int:
    """Print the estimate, of an array for one task. Raises RefusedError. Dependencies and a hold do not count in it."""
    admit(job.request, controller.description)
    partition = controller.partition_of(job)
    if partition is None or standing_reason(job.request, partition):
        raise RefusedError("Requested partition configuration not available now")
    controller.store.make()
    jobs = controller.refresh()
    with controller.store.locked():
        check(job.dependencies, controller.store)
        job_id = controller.store.take_id()
    free = free_nodes(controller.description, jobs)
    nodes = [free[node.name] for node in controller.description.members(partition)]
    whole = [item for item in free_nodes(controller.description, []).values() if item.node.name in partition.nodes]
    now = place(job.request, nodes)
    shares = now or place(job.request, whole) or []
    start = time.time() if now else _earliest(jobs)
    processors = sum(share.cpus for share in shares)
    sys.stderr.write(
        f"sbatch: Job {job_id} to start at {timestamp(start)} using {processors} processors on nodes "
        f"{compress([share.node for share in shares])} in partition {partition.name}\n"
    )
    return 0


def _earliest(jobs: list[Job]) -> float:
    """When every job that runs now has ended at the latest."""
    ends = [job.start_time + (job.request.time_limit or 0) for job in jobs if job.start_time is not None]
    return max([time.time(), *ends])
