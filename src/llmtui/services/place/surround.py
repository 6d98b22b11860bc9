"""What is known around a cluster's jobs: the certificate's end, announced maintenance, the space left."""

from __future__ import annotations

import shlex
import time

from ...domain.surroundings import Maintenance, Surroundings
from ...errors import LlmtuiError
from ...slurm.site import commands
from ...slurm.site.reservations import TIME_FORMAT, parse_maintenance
from ...slurm.site.words import count
from ..quota import look as quota
from ..quota.room import Room
from ..reach.link import Link
from ..submission.runfolder import facts_of, run_root
from ..watching.budget import Query

_TIMEOUT_S = 30.0
_MARK = "\x1e"


def ask(link: Link, account: str | None) -> Surroundings:
    """Maintenance and space left, asked of the cluster. Raises UnreachableError."""
    room = room_for_runs(link, account)
    return Surroundings(
        maintenance=maintenance(link), quota_free_bytes=room.left_bytes, quota_free_files=room.left_files
    )


def room_for_runs(link: Link, account: str | None) -> Room:
    """What is left where run folders are. Raises UnreachableError."""
    facts = facts_of(link.transport, link.cluster)
    try:
        root = run_root(link.cluster, account, facts)
    except LlmtuiError as error:
        return Room("", problem=error.message)
    return quota.look(link.transport, root, facts)


def maintenance(link: Link) -> tuple[Maintenance, ...] | None:
    """The windows in which no job runs; None where Slurm does not say."""
    if link.cluster.embedded:
        return ()
    reservations, nodes = shlex.join(commands.reservations()), shlex.join(commands.all_nodes())
    name, value = TIME_FORMAT
    script = f"{name}={value}; export {name}\n{reservations} && printf '\\036' && {nodes}\n"
    result = link.transport.script(script, timeout_s=_TIMEOUT_S)
    for command in ("scontrol", "sinfo"):
        link.log.add(Query(link.cluster.name, command, time.time(), result.seconds, result.outcome == "ok"))
    listed, mark, rest = result.out.raw.partition(_MARK)
    if result.outcome != "ok" or not mark:
        return None
    return parse_maintenance(listed, count(rest))
