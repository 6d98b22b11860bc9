"""The run folder on the cluster: where it is, and the names of what llmtui and the run write into it."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace

from ...domain.cluster import Cluster
from ...domain.record import JobRecord
from ...domain.remotetext import safe_line
from ...errors import RequestError, UnreachableError
from ...remote.transport import Facts, Transport
from ..paths import Paths

#: Says which job the folder belongs to.
JOB_ID_FILE = "jobid"
EVENTS_FILE = "events.jsonl"

_VARIABLE = re.compile(r"\$(?:([A-Z_][A-Z0-9_]*)|\{([A-Z_][A-Z0-9_]*)\})")


def run_root(cluster: Cluster, account: str | None, facts: Facts) -> str:
    """The folder for run folders on the cluster that `facts` are of, without placeholders and site variables.

    Raises RequestError when the cluster file names none, when it needs an account and there is none, and when a
    variable of the site is not set there.
    """
    return fill(_run_template(cluster, account), cluster, account, facts)


def hub_folder(cluster: Cluster, account: str | None, facts: Facts) -> str:
    """HF_HOME of the cluster's jobs, filled in; the library's own place where the cluster names none.

    Raises RequestError as run_root does.
    """
    own = facts.environment.get("HF_HOME") or f"{facts.home}/.cache/huggingface"
    template = cluster.hub_folder
    _need_account(template, account)
    if template:
        return fill(template, cluster, account, facts)
    # The library itself puts the home in place of a tilde.
    return _folder(facts.home + own[1:] if own.startswith("~/") else own, cluster)


def run_root_words(cluster: Cluster, account: str | None, facts: Facts | None) -> str:
    """The folder for run folders, for a reader: without a login, `facts` None, as far as it is known.

    Raises RequestError as run_root does.
    """
    if facts is not None:
        return run_root(cluster, account, facts)
    template = _run_template(cluster, account).replace("{account}", account or "")
    later = template.startswith("~") or "{user}" in template or _VARIABLE.search(template)
    return f"{template} (known after login)" if later else template


def facts_of(transport: Transport, cluster: Cluster) -> Facts:
    """Who the user is there, and the variables of a login shell. Raises UnreachableError."""
    try:
        return transport.facts()
    except OSError as error:
        if isinstance(error.__cause__, UnreachableError):
            # No connection: its own words say why, and what to do.
            raise error.__cause__ from None
        raise UnreachableError(
            f"{cluster.name} did not say who you are there: {safe_line(error.strerror or str(error))}",
            hint="try again when the connection is back",
        ) from error


def fill(template: str, cluster: Cluster, account: str | None, facts: Facts) -> str:
    """A template with everything in its place. Raises RequestError for a variable that is not set there."""
    known = {**facts.environment, "HOME": facts.home, "USER": facts.user}
    names = [match[1] or match[2] for match in _VARIABLE.finditer(template)]
    unset = [name for name in names if not known.get(name)]
    if unset:
        raise RequestError(
            f"run folders on {cluster.name} are under ${unset[0]}, which is not set there",
            hint=f"set it in the login files of {cluster.name}, or set run_root in {own_file(cluster.name)}",
        )
    filled = template.replace("{account}", account or "").replace("{user}", facts.user)
    filled = _VARIABLE.sub(lambda match: known[match[1] or match[2]], filled)
    if filled == "~" or filled.startswith("~/"):
        filled = facts.home + filled[1:]
    return _folder(filled, cluster)


def _folder(path: str, cluster: Cluster) -> str:
    """The path in its plain form. Raises RequestError for one that is not absolute, or cannot be shown as it is."""
    path = posixpath.normpath(path)
    if not path.startswith("/") or safe_line(path) != path:
        raise RequestError(
            f"{safe_line(path)!r} cannot be a folder on {cluster.name}", hint=f"see {own_file(cluster.name)}"
        )
    return path


def _run_template(cluster: Cluster, account: str | None) -> str:
    if not cluster.run_root:
        keys = f"name: {cluster.name}, extends: {cluster.name} and run_root: /FOLDER"
        raise RequestError(
            f"where run folders belong on {cluster.name} is not known",
            hint=f"write {own_file(cluster.name)} with the keys {keys}",
        )
    _need_account(cluster.run_root, account)
    return cluster.run_root


def _need_account(template: str, account: str | None) -> None:
    if "{account}" in template and not account:
        raise RequestError(
            "the run folder of this cluster needs an account", hint="set placement.account", field="placement.account"
        )


def own_file(name: str) -> str:
    """Where a user's own file of that cluster lies."""
    return str(Paths.default().config / "clusters" / f"{name}.yaml")


def adopt(record: JobRecord, job_id: int, at: float) -> JobRecord:
    """The record once its job id is known; `at` is seconds since the epoch."""
    return replace(
        record,
        submission="SUBMITTED",
        job_id=job_id,
        submitted_at=record.submitted_at or at,
        log_path=f"{record.run_dir}/slurm-{job_id}.out",
        problem="",
    )
