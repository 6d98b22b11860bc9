"""What the user may use: accounts, QOS, and which partitions they open."""

from __future__ import annotations

from collections.abc import Sequence

from ...slurm.site.accounts import Association, Qos
from ...slurm.site.partitions import SitePartition

#: More ways into one partition than this would bury the others; the rest are named in the notes.
MOST_QOS = 6


class Usable:
    """Answers from the associations and the QOS; where one of them is not known, nothing is ruled out."""

    def __init__(self, associations: Sequence[Association] | None, qos: Sequence[Qos] | None) -> None:
        self._all = tuple(associations or ())
        self._qos = {one.name: one for one in qos or ()}

    @property
    def account_names(self) -> tuple[str, ...]:
        """Accounts that take jobs."""
        return tuple(dict.fromkeys(one.account for one in self._all if one.max_submit != 0))

    @property
    def closed_accounts(self) -> tuple[str, ...]:
        """Accounts that take none (MaxSubmitJobs 0)."""
        closed = dict.fromkeys(one.account for one in self._all if one.max_submit == 0)
        return tuple(name for name in closed if name not in self.account_names)

    @property
    def qos_names(self) -> tuple[str, ...]:
        """QOS that at least one account may use."""
        return tuple(dict.fromkeys(name for one in self._all if one.max_submit != 0 for name in one.qos))

    def named(self, name: str) -> Qos | None:
        """The QOS of that name, None where its limits are not known."""
        return self._qos.get(name)

    def accounts(self, name: str, partition: SitePartition | None) -> tuple[Association, ...]:
        """Associations that a job in this partition may be charged to."""
        return tuple(
            one
            for one in self._all
            if one.max_submit != 0 and one.partition in {"", name} and (partition is None or _lets_in(partition, one))
        )

    def default(self, partition: SitePartition | None) -> Qos | None:
        """The QOS of a job that names none, None unless all accounts have the same."""
        names = {one.default_qos for one in self._all if one.max_submit != 0}
        return self._qos.get(next(iter(names))) if len(names) == 1 else None

    def choices(self, partition: SitePartition | None) -> tuple[Qos | None, ...]:
        """None for a job that names no QOS, and each QOS with limits that the partition asks to choose among."""
        if partition is None or partition.allow_qos is None:
            return (None,)
        names = [name for name in partition.allow_qos if not self._all or name in self.qos_names]
        found = [self._qos[name] for name in names if name in self._qos]
        default = self.default(partition)
        closed = default is not None and default.name not in partition.allow_qos
        chosen = [one for one in found if closed or (one.limits_jobs and one != default)][:MOST_QOS]
        return tuple(chosen) if closed and chosen else (None, *chosen)

    def closed(self, partition: SitePartition) -> list[str]:
        """Sentences on who may use a partition that is not open to all."""
        found = []
        if partition.allow_accounts is not None:
            mine = [name for name in self.account_names if name in partition.allow_accounts]
            yours = f"of yours: {', '.join(mine)}" if mine else "none of yours" if self._all else "see scontrol"
            found.append(f"open to {len(partition.allow_accounts)} accounts only, {yours}")
        denied = [name for name in self.account_names if name in partition.deny_accounts]
        if denied:
            found.append(f"closed to {', '.join(denied)}")
        if partition.allow_groups is not None:
            found.append(f"open to the groups {', '.join(partition.allow_groups)} only")
        if partition.allow_qos is not None:
            found.append(f"takes the QOS {', '.join(partition.allow_qos)} only")
        return found


def _lets_in(partition: SitePartition, one: Association) -> bool:
    if partition.allow_accounts is not None and one.account not in partition.allow_accounts:
        return False
    return one.account not in partition.deny_accounts
