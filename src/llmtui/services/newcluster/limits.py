"""How long and how large a job may be: the least of the partition, its QOS, the job's QOS and the accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...slurm.site.accounts import Association, Qos
from ...slurm.site.partitions import SitePartition
from ...slurm.site.rows import Row
from ...slurm.site.words import greatest, least
from ...units import format_time_limit

_GPU = "gres/gpu"


@dataclass(frozen=True)
class Limits:
    """Times in seconds; None where nothing bounds it."""

    max_time_s: int | None = None
    default_time_s: int | None = None
    min_nodes: int = 1
    max_nodes: int | None = None
    min_gpus: int | None = None
    max_gpus: int | None = None


def limits(
    rows: Sequence[Row],
    partition: SitePartition | None,
    qos: Sequence[Qos],
    accounts: Sequence[Association],
    kind: str | None,
) -> Limits:
    """`qos` are the partition's own and the job's; `accounts` those that the job may be charged to.

    A QOS with the flag PartitionTimeLimit may go past its partition's time (sacctmgr manual, QOS flags). An account's
    limit counts when every account has one: the longest of them.
    """
    row = rows[0] if rows else None
    times = [row.max_time_s if row else None, partition.max_time_s if partition else None]
    if any("partitiontimelimit" in one.flags for one in qos):
        times = []
    each = [account.max_time_s for account in accounts]
    most = greatest(*each) if each and None not in each else None
    sizes = [_nodes(one.max_tres) for one in qos]
    return Limits(
        max_time_s=least(*times, most, *(one.max_time_s for one in qos)),
        default_time_s=least(row.default_time_s if row else None, partition.default_time_s if partition else None),
        min_nodes=greatest(
            1,
            row.min_nodes if row else None,
            partition.min_nodes if partition else None,
            *(_nodes(one.min_tres) for one in qos),
        )
        or 1,
        max_nodes=least(row.max_nodes if row else None, partition.max_nodes if partition else None, *sizes),
        min_gpus=greatest(*(count for one in qos for count in _gpus(one.min_tres, kind))),
        max_gpus=least(*(count for one in qos for count in _gpus(one.max_tres, kind))),
    )


def other_limits(qos: Qos) -> str:
    """What else a QOS bounds, in words; "" when nothing."""
    parts = []
    if qos.max_jobs is not None:
        parts.append(f"{qos.max_jobs} running")
    if qos.max_submit is not None:
        parts.append(f"{qos.max_submit} submitted")
    text = f"at most {' and '.join(parts)} jobs of a user" if parts else ""
    if qos.max_tres_per_user:
        held = ", ".join(f"{name}={count}" for name, count in qos.max_tres_per_user.items())
        text = f"{text}, " * bool(text) + f"at most {held} of a user at once"
    return text


def in_words(qos: Qos) -> str:
    """One QOS with its limits, for somebody who chooses among them."""
    parts = [f"at most {format_time_limit(qos.max_time_s)}"] if qos.max_time_s else []
    parts += [f"at most {name}={count} a job" for name, count in qos.max_tres.items()]
    parts += [f"at least {name}={count} a job" for name, count in qos.min_tres.items()]
    more = other_limits(qos)
    return f"{qos.name}: {', '.join([*parts, *([more] if more else [])]) or 'no limit of its own'}"


def _nodes(resources: Mapping[str, int]) -> int | None:
    return resources.get("node")


def _gpus(resources: Mapping[str, int], kind: str | None) -> tuple[int | None, ...]:
    """Bounds on GPUs of any type, and of this one; nothing on CPU nodes."""
    return () if kind is None else (resources.get(_GPU), resources.get(f"{_GPU}:{kind}"))
