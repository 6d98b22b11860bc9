"""What a job reads from the Hugging Face Hub: whether it is in the cache of the cluster, as the job will find it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...domain.bundle import Finding
from ...domain.plan import Plan
from ...domain.remotetext import safe_line
from ...errors import LlmtuiError, RequestError
from ..prefetch.scripts import LOOK
from ..prefetch.wanted import Wanted, wanted_of
from ..reach.link import Link
from .runfolder import facts_of, hub_folder, run_root

_TIMEOUT_S = 30.0
#: A word and a key on each line. A fetch that was stopped, failed or is gone leaves a snapshot that is not whole.
_SCRIPT = (
    LOOK
    + r"""
for key in $KEYS; do
  place="$HUB/hub/$key"
  fetch="$FETCHES/$key"
  word=none
  lock=$(cd -- "$fetch" 2>/dev/null || exit; look; echo $lock)
  rc=$(cat -- "$fetch/rc" 2>/dev/null)
  case $lock in fresh|job|asked) printf 'fetching %s\n' "$key"; continue;; esac
  if commit=$(cat -- "$place/refs/main" 2>/dev/null) && [ -d "$place/snapshots/$commit" ]; then
    word=there
    case $key in datasets--*) [ -e "$place/snapshots/$commit/${key##*--}.py" ] && word=program;; esac
    if [ -n "$rc" ]; then [ "$rc" = 0 ] || word=part
    elif [ "$lock" = dead ]; then word=part; fi
  fi
  printf '%s %s\n' "$word" "$key"
done
"""
)
State = Literal["none", "fetching", "part", "there", "program"]
_STATES: tuple[State, ...] = ("none", "fetching", "part", "there", "program")
_FETCH = "llmtui stage JOB fetches it"
_PROGRAM_HINT = "write its texts into a .jsonl or .parquet file and name that"


@dataclass(frozen=True)
class Cached:
    """One model or data set on one cluster; `folder` is HF_HOME there.

    "part": a fetch by llmtui did not end well, and left something; "program": a data set that only a program of its own
    can read.
    """

    wanted: Wanted
    state: State
    cluster: str
    folder: str

    @property
    def words(self) -> str:
        """What is the matter, in one line; "" where nothing is."""
        name, where = self.wanted.id, f"HF_HOME on {self.cluster}, {safe_line(self.folder)}"
        return {
            "none": f"{name} is not in {where}",
            "fetching": f"the fetch of {name} on {self.cluster} has not ended",
            "part": f"{name} is not whole in {where}: its fetch did not end well",
            "there": "",
            "program": f"{name} is read by a program of its own, which the datasets library no longer runs",
        }[self.state]

    @property
    def hint(self) -> str:
        """What to do about it."""
        return {"there": "", "program": _PROGRAM_HINT, "fetching": "llmtui stage JOB says how far it is"}.get(
            self.state, _FETCH
        )


def look(link: Link, plan: Plan) -> tuple[Cached, ...] | None:
    """What the job must find in the cache: data sets always, the model where compute nodes do not reach the hub.

    None where the cluster did not say. Raises RequestError, UnreachableError.
    """
    offline = plan.cluster.internet_on_compute == "no"
    wanted = {each.key: each for each in wanted_of(plan) if each.kind == "dataset" or offline}
    if not wanted:
        return ()
    facts = facts_of(link.transport, link.cluster)
    hub = hub_folder(link.cluster, plan.account, facts)
    fetches = f"{run_root(link.cluster, plan.account, facts)}/prefetch"
    values = {"KEYS": " ".join(wanted), "HUB": hub, "FETCHES": fetches}
    result = link.transport.script(_SCRIPT, values=values, timeout_s=_TIMEOUT_S)
    rows = [line.split(" ") for line in result.out.lines()]
    found = [
        Cached(wanted[row[1]], state, link.cluster.name, hub)
        for row in rows
        for state in _STATES
        if len(row) == 2 and row[0] == state and row[1] in wanted
    ]
    return tuple(found) if result.outcome == "ok" and len(found) == len(wanted) else None


def findings(link: Link, plan: Plan) -> tuple[Finding, ...]:
    """What keeps the job from its model and its data; one short script, none where everything is the user's own."""
    try:
        found = look(link, plan)
    except LlmtuiError as error:
        return (Finding("note", "hub-unchecked", "job", f"the hub's cache was not looked at: {error}"),)
    if found is None:
        return (Finding("note", "hub-unchecked", "job", "what is in the hub's cache there could not be told"),)
    return tuple(Finding("warning", "hub-cache", _field(each), each.words, each.hint) for each in found if each.words)


def check_staged(link: Link, plan: Plan) -> None:
    """Raise RequestError for a data set that the job could not read: a job never fetches one itself.

    One that is being fetched may be there when the job starts. Raises UnreachableError.
    """
    if not any(each.kind == "dataset" for each in wanted_of(plan)):
        return
    for each in look(link, plan) or ():
        if each.wanted.kind == "dataset" and each.state in ("none", "program"):
            raise RequestError(each.words, hint=each.hint, field=_field(each))


def _field(cached: Cached) -> str:
    return "training.dataset" if cached.wanted.kind == "dataset" else "model"
