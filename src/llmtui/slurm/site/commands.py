"""The commands that describe a site, word by word; each is run once."""

from __future__ import annotations

from collections.abc import Iterable

from ..commands import FIELD, RECORD

#: sinfo manual, -o: partition, state, longest and default time, nodes, job size, CPUs, sockets:cores:threads, MiB,
#: gres, features, sharing, most CPUs of a node, node names. %R is the name whole and without the default's mark.
SINFO_FIELDS = ("%R", "%a", "%l", "%L", "%D", "%s", "%c", "%z", "%m", "%G", "%f", "%h", "%B", "%N")
#: sacctmgr manual, list of association and of QOS fields.
ASSOCIATION_FIELDS = ("Account", "Partition", "QOS", "DefaultQOS", "MaxJobs", "MaxSubmit", "MaxTRES", "MaxWall")
QOS_FIELDS = ("Name", "MaxWall", "MaxTRES", "MaxTRESPU", "MaxJobsPU", "MaxSubmitPU", "MinTRES", "Flags")


def sinfo() -> list[str]:
    """One record for each partition and kind of node; -a: those closed to the user too, -e: no two kinds in one."""
    return ["sinfo", "-a", "-e", "-h", "-o", FIELD.join(SINFO_FIELDS) + RECORD]


def config() -> list[str]:
    """The controller's settings."""
    return ["scontrol", "show", "config"]


def partitions() -> list[str]:
    """One line a partition, hidden ones included."""
    return ["scontrol", "-a", "-o", "show", "partition"]


def nodes(names: Iterable[str]) -> list[str]:
    """One line for each of these nodes."""
    return ["scontrol", "-o", "show", "node", ",".join(names)]


def associations(user: str) -> list[str]:
    """The accounts that a user may charge, and what they may use there."""
    return ["sacctmgr", "-n", "-P", "show", "assoc", "where", f"user={user}", f"format={','.join(ASSOCIATION_FIELDS)}"]


def qos() -> list[str]:
    """Every QOS and its limits."""
    return ["sacctmgr", "-n", "-P", "show", "qos", f"format={','.join(QOS_FIELDS)}"]


def reservations() -> list[str]:
    """One line a reservation, this user's and others'."""
    return ["scontrol", "-o", "show", "reservation"]


def all_nodes() -> list[str]:
    """How many nodes there are in all."""
    return ["sinfo", "-a", "-h", "-o", "%D"]


def ping() -> list[str]:
    """Whether the controllers answer; the exit code says it, and a line for each."""
    return ["scontrol", "ping"]
