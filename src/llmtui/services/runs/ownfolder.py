"""Whether a run folder is llmtui's to delete: by its path, its place on the cluster and what became of its job."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from ...domain.cluster import Cluster
from ...domain.record import JobRecord
from ...errors import RequestError
from ...remote.transport import Facts

_VARIABLE = re.compile(r"\$(?:([A-Z_][A-Z0-9_]*)|\{([A-Z_][A-Z0-9_]*)\})")


def why_kept(record: JobRecord, others: Sequence[JobRecord]) -> str:
    """Why the folder must not be deleted now, in words; "" when nothing speaks against it.

    `others` are all records: a job that is not over may read what this run has left.
    """
    if record.deleted_at is not None:
        return "it has been deleted"
    if record.seen == "vanished":
        return "it is not known how the job ended"
    if record.active or record.submission in {"SUBMITTING", "SUBMIT_UNKNOWN"}:
        return f"the job has not ended: {record.state}"
    if on_its_way(record):
        return "it is being submitted"
    for other in others:
        if (other.active or on_its_way(other)) and other.id != record.id and _reads(other, record):
            return f"job {other.name} ({other.id[:8]}) reads from it"
    return ""


def on_its_way(record: JobRecord) -> bool:
    """Whether it has not been submitted yet, and nothing says that it will not be."""
    return record.submission in {"DRAFT", "STAGING", "STAGED"} and not record.problem


def check_place(record: JobRecord, cluster: Cluster, facts: Facts) -> None:
    """Raise RequestError unless the folder is RUN_ROOT/RUN_ID of this cluster."""
    folder = record.run_dir
    plain = posixpath.normpath(folder) == folder and folder.startswith("/") and folder.count("/") > 1
    if not plain or posixpath.basename(folder) != record.id or re.search(r"[\x00-\x1f\x7f]", folder):
        raise RequestError(f"{folder!r} is no run folder of llmtui's", hint="delete it by hand, if it is yours")
    if not root_pattern(cluster.run_root, facts).fullmatch(posixpath.dirname(folder)):
        raise RequestError(
            f"{folder} is not below the run folders of {cluster.name} ({cluster.run_root or 'not known'})",
            hint="delete it by hand, if it is yours",
        )


def _reads(other: JobRecord, record: JobRecord) -> bool:
    return record.run_dir in other.job_file or other.model == f"job:{record.name}" or record.run_dir in other.model


def root_pattern(template: str, facts: Facts) -> re.Pattern[str]:
    """What the folder for run folders may be, whatever the account; nothing where a variable is not set."""
    known = {**facts.environment, "HOME": facts.home, "USER": facts.user}
    names = [match[1] or match[2] for match in _VARIABLE.finditer(template)]
    if not template or any(not known.get(name) for name in names):
        return re.compile(r"(?!)")
    path = _VARIABLE.sub(lambda match: known[match[1] or match[2]], template.replace("{user}", facts.user))
    if path == "~" or path.startswith("~/"):
        path = facts.home + path[1:]
    return re.compile(re.escape(posixpath.normpath(path)).replace(re.escape("{account}"), "[^/]+"))
