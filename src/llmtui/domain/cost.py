"""What a job costs, by the formula of its site."""

from __future__ import annotations

from typing import NamedTuple

from ..units import GIB
from .formula import evaluate, names_in
from .plan import Plan


class Cost(NamedTuple):
    """`amount` in the site's own `unit`, for the whole time that the job asks for: the most that it can cost."""

    amount: float
    unit: str


def cost(plan: Plan) -> Cost | None:
    """The job's cost, None where the site states no formula or the formula speaks of what is not known of the job."""
    billing = plan.cluster.billing_of(plan.partition)
    if billing is None or not billing.formula:
        return None
    known = {name: value for name, value in _amounts(plan).items() if value is not None}
    if not names_in(billing.formula) <= set(known):
        return None
    return Cost(evaluate(billing.formula, known), billing.unit)


def _amounts(plan: Plan) -> dict[str, float | None]:
    """Of the whole job; local disk is never asked for."""
    memory = plan.memory_per_node_bytes if plan.memory_per_node_bytes is not None else plan.host_bytes
    cores = _cores(plan)
    return {
        "gpus": plan.gpus_per_node * plan.nodes,
        "cores": None if cores is None else cores * plan.nodes,
        "mem_gib": None if memory is None else memory * plan.nodes / GIB,
        "nvme_gib": 0,
        "nodes": plan.nodes,
        "hours": plan.time_s / 3600,
    }


def _cores(plan: Plan) -> int | None:
    """Cores of one node that the job gets."""
    if plan.partition.whole_nodes:
        return plan.partition.cpus_per_node
    if plan.cpus_per_task is None:
        return None
    return plan.cpus_per_task * (plan.processes_per_node if plan.launcher == "srun" else 1)
