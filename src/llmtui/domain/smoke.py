"""A smoke test: the same plan for two steps on the cluster's test partition, before the job itself."""

from __future__ import annotations

from ..errors import RequestError
from ..units import format_time_limit
from .cluster import Cluster, Partition
from .dotted import with_values
from .job import JobSpec
from .plan import Plan
from .resolve import resolve

STEPS = 2
#: No smoke test asks for more, in seconds: two steps, the loading before them and the save after them.
LONGEST_S = 15 * 60
_SUFFIX = "-smoke"
_NAME = 80


def smoke_spec(plan: Plan) -> JobSpec:
    """The job file of the plan's smoke test: two steps, the same nodes, GPUs, batch and sharding.

    Raises RequestError when the job makes no steps that llmtui could limit, or no test partition takes it; the message
    says why, the hint what that partition does take.
    """
    if plan.spec.task != "finetune":
        raise RequestError(
            f"task {plan.spec.task} has no smoke test: llmtui limits the steps of training only",
            hint="try it with a short placement.time on a test partition first",
            field="task",
        )
    tests = _test_partitions(plan)
    if not tests:
        raise RequestError(
            f"no partition of {plan.cluster.name} is known to be for tests",
            hint=f"set training.max_steps to {STEPS} and submit that first",
            field="placement.partition",
        )
    refused: list[RequestError] = []
    for partition in tests:
        spec = _on(plan, partition)
        try:
            _check(plan, spec, partition)
        except RequestError as error:
            refused.append(error)
        else:
            return spec
    raise RequestError(
        f"{' and '.join(partition.name for partition in tests)} cannot take this job's smoke test: "
        + "; ".join(error.message for error in refused),
        hint=f"{_takes(plan.cluster, tests)}; or submit without a smoke test",
        field=refused[0].field,
    )


def _test_partitions(plan: Plan) -> list[Partition]:
    """Those of the cluster, the job's own one first; on this machine every queue is as good for a test as another."""
    found = [partition for partition in plan.cluster.partitions if partition.test or plan.cluster.embedded]
    return sorted(found, key=lambda partition: partition.name != plan.partition.name)


def _on(plan: Plan, partition: Partition) -> JobSpec:
    limit = partition.longest(plan.nodes)
    time_s = min(LONGEST_S, plan.time_s, limit or LONGEST_S)
    return with_values(
        plan.spec,
        {
            "name": plan.spec.name[: _NAME - len(_SUFFIX)] + _SUFFIX,
            "placement.partition": partition.name,
            "placement.gpus_per_node": plan.gpus_per_node,
            "placement.processes_per_node": plan.processes_per_node,
            "placement.launcher": plan.launcher,
            "placement.time": format_time_limit(time_s),
            # Both belong to the queue of the job itself.
            "placement.qos": None,
            "placement.reservation": None,
            "placement.max_requeues": 0,
            "training.max_steps": STEPS,
            "training.logging_steps": 1,
            "training.eval_on_start": False,
            "training.resume": "never",
        },
    )


def _check(plan: Plan, spec: JobSpec, partition: Partition) -> None:
    """Raise RequestError where the smoke test would not be the same plan."""
    found = resolve(spec, plan.model, plan.cluster)
    if found.gpu != plan.gpu:
        here = found.gpu.title if found.gpu else "no GPU"
        there = plan.gpu.title if plan.gpu else "no GPU"
        raise RequestError(
            f"{partition.name} has {here}, not {there}: its memory would say nothing", field="placement.partition"
        )


def _takes(cluster: Cluster, partitions: list[Partition]) -> str:
    """What these partitions do take, in words."""
    words = []
    for partition in partitions:
        nodes = f" on up to {partition.max_nodes} nodes" if partition.max_nodes else ""
        most = partition.max_gpus or (partition.max_nodes or 0) * partition.gpus_per_node
        gpus = f"up to {most} x {partition.gpu.title}" if partition.gpu and most else "GPUs"
        what = gpus if partition.gpu else "CPUs"
        words.append(f"{partition.name} of {cluster.name} takes {what}{nodes}")
    return ", ".join(words)
