"""Slurm's commands and version, the queue, accounting, and what the user may use there, held against the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...domain.cluster import Cluster
from ...domain.remotetext import safe_line
from ...slurm import commands
from ...slurm.lookup import no_accounting, parse_min_job_age, scontrol_config
from ...slurm.parse import parse_squeue
from ...slurm.site import commands as site
from ...slurm.site.accounts import parse_associations
from ...slurm.site.rows import Row, parse_rows
from ...units import format_time_limit
from ..newcluster.usable import Usable
from ..watching.answers import complaint
from .check import Check, Subject

#: The first with squeue --me (Slurm's release notes, 20.11).
_LEAST = (20, 11)
_VERSION = re.compile(r"\bslurm[\w-]*\s+(\d+)\.(\d+)[\w.-]*", re.IGNORECASE | re.ASCII)
_SHOWN = 6
#: What to do by the words that Slurm's commands, the shell and this program complain in; the first that fits.
_CAUSES = tuple(
    (re.compile(pattern, re.IGNORECASE), hint)
    for pattern, hint in (
        (
            r"configuration source|slurm\.conf|SLURM_CONF",
            "this is no Slurm login node, or its slurm.conf is not found: load the site's Slurm module in your login "
            "files, or set SLURM_CONF there",
        ),
        (r"not found|no such file", "is this a login node? Slurm's commands must be on PATH there"),
        (r"munge|credential", "Slurm's munge does not work on this node: try another login node, or tell the site"),
        (
            r"unable to contact|timed out|connection refused|no answer",
            "the controller does not answer; wait and try again",
        ),
    )
)


def answer_checks(subject: Subject) -> Iterator[Check]:
    """Version, queue and accounting answer."""
    yield _version(subject)
    yield _queue(subject)
    yield _accounting(subject)


def _what_to_do(problem: str) -> str:
    """The hint that fits the words, "" for words that are not known here."""
    return next((hint for pattern, hint in _CAUSES if pattern.search(problem)), "")


def _queue(subject: Subject) -> Check:
    """Judged as a look at jobs judges it: an exit code of 0 alone is no answer."""
    result = subject.link.slurm(commands.squeue())
    whole = not result.truncated and not parse_squeue(result.out.raw, ()).dropped
    problem = complaint(result) or ("" if whole else "its answer is incomplete")
    if problem:
        return Check("queue", False, safe_line(problem), _what_to_do(problem) or "try it there: squeue --me")
    return Check("queue", True, "answers")


def _accounting(subject: Subject) -> Check:
    """Never red: jobs are watched without it too, only not so far back."""
    result = subject.link.slurm(commands.sacct([1]))
    problem = complaint(result)
    if not problem:
        return Check("accounting", True, "answers")
    hint = f"without sacct the end of a job is known only while squeue remembers it{_remembered(subject)}"
    if no_accounting(problem):
        return Check("accounting", True, "this site keeps none", hint)
    return Check("accounting", None, safe_line(problem), hint)


def _remembered(subject: Subject) -> str:
    """How long that is, in words; "" where the controller does not say."""
    result = subject.link.slurm(scontrol_config())
    age_s = parse_min_job_age(result.out.raw) if result.outcome == "ok" else None
    if age_s is None:
        return ""
    return f", {age_s} s here (MinJobAge)" if age_s else ", as long as slurmctld runs here (MinJobAge=0)"


def _version(subject: Subject) -> Check:
    result = subject.link.slurm(commands.version())
    if result.outcome != "ok":
        hint = _what_to_do(result.complaint) or "try it there: squeue --version"
        return Check("Slurm", False, result.complaint, hint)
    found, said = _VERSION.search(result.out.raw), subject.cluster.slurm_version
    text = result.out.line(80) + (f", {said} in the cluster's file" if said else "")
    if found and (int(found[1]), int(found[2])) < _LEAST:
        return Check("Slurm", False, text, f"llmtui needs {_LEAST[0]}.{_LEAST[1]} or newer")
    return Check("Slurm", True, text)


def accounts_of(subject: Subject) -> tuple[Check, tuple[str, ...]]:
    """The accounts that take jobs of the user's, and what that means."""
    result = subject.link.slurm(site.associations(subject.facts.user))
    needed = subject.cluster.account_required
    if result.outcome != "ok":
        return Check("accounts", None, result.complaint, "set placement.account to what the site's pages say"), ()
    associations, _ = parse_associations(result.out.raw)
    names = Usable(associations, None).account_names
    if not names:
        hint = "ask the site's portal which project is yours"
        return Check("accounts", False if needed else None, f"none of {safe_line(subject.facts.user)}", hint), ()
    wanted = subject.account
    if wanted is not None and wanted not in names:
        hint = f"set placement.account to one of {_listed(names)}"
        return Check("accounts", False, f"{safe_line(wanted)} is none of yours", hint), names
    return Check("accounts", True, _listed(names)), names


def partitions_check(subject: Subject) -> Check:
    """Whether the file's partitions are there, take jobs, and give the time that the file says."""
    result = subject.link.slurm(site.sinfo())
    rows, _ = parse_rows(result.out.raw)
    if result.outcome != "ok" or not rows:
        hint = _what_to_do(result.complaint) or "wait until sinfo answers"
        return Check("partitions", None, result.complaint or "sinfo shows none", hint)
    wrong = list(_differences(subject.cluster, rows))
    if wrong:
        name = subject.cluster.name
        hint = f"the file is out of date: correct your own, or make one with llmtui clusters --new my-{name}"
        return Check("partitions", False, "; ".join(wrong[:_SHOWN]), hint)
    names = _slurm_names(subject.cluster)
    down = [name for name in names if any(row.partition == name and not row.up for row in rows)]
    more = f"; closed now: {_listed(down)}" if down else ""
    return Check("partitions", True, f"{len(names)} as in the file{more}")


def _differences(cluster: Cluster, rows: Sequence[Row]) -> Iterator[str]:
    there = {row.partition: row for row in rows}
    for partition in cluster.partitions:
        if partition.slurm_partition is None:
            continue
        row = there.get(partition.slurm_partition)
        if row is None:
            yield f"{partition.name}: Slurm has no partition {partition.slurm_partition}"
        elif row.max_time_s and partition.max_time_s and partition.max_time_s > row.max_time_s:
            says, is_ = format_time_limit(partition.max_time_s), format_time_limit(row.max_time_s)
            yield f"{partition.name}: {says} in the file, {is_} in Slurm"


def _slurm_names(cluster: Cluster) -> list[str]:
    """Slurm's partitions that the file speaks of."""
    return list(dict.fromkeys(each.slurm_partition for each in cluster.partitions if each.slurm_partition))


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return safe_line(", ".join(names[:_SHOWN])) + more
