"""What can be told without the cluster: its status, and the journal on this machine."""

from __future__ import annotations

from ...domain.cluster import Cluster
from ...domain.remotetext import safe_line
from ..journal.records import Records
from .check import Check


def status_check(cluster: Cluster) -> Check:
    """Whether the cluster still takes jobs, as its file says."""
    if cluster.status == "retired":
        successor = f"; its successor is {cluster.successor}" if cluster.successor else ""
        return Check("cluster", False, f"{cluster.name} is retired", f"{cluster.status_note}{successor}".strip("; "))
    return Check("cluster", True, cluster.title)


def journal_check(records: Records) -> Check:
    """Whether every record of the journal can be read."""
    journal = records.load()
    if journal.problems:
        return Check("journal", False, safe_line(journal.problems[0]), "move the damaged file away")
    return Check("journal", True, f"{len(journal.records)} runs")
