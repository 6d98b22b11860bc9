"""`sbatch --test-only`: whether Slurm would take a job, and when it would start; nothing is queued.

A refusal says less than that of a submission. Nodes that are drained or down are left out, so that a job which would
wait for them is told that no node has what it asks for (seen in 22.05).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .outcome import is_refusal, said
from .times import parse_timestamp

#: The script arrives as a variable; a file would have to be uploaded first, and cut short would be another script.
TEST_ONLY = r"""printf '%s' "$text" | sbatch --test-only"""

#: 26.05 has a stray letter after the time.
_START = re.compile(r"^sbatch: Job \d+ to start at (\S+)(?: a)? using (.*)$", re.MULTILINE)
_FAILURE = re.compile(r"^allocation failure: ", re.MULTILINE)
#: Refusals that only say that nodes are missing or taken now.
_NOW = (
    "requested node configuration is not available",
    "requested nodes are busy",
    "requested partition configuration not available",
    "required partition not available",
    "required node not available",
)
#: Long state words of nodes that a job can be put on, now or after other jobs (sinfo manual, NODE STATE CODES).
_UP = frozenset({"allocated", "completing", "idle", "mixed", "planned", "reserved", "maint"})


@dataclass(frozen=True)
class Verdict:
    """`ok` False: Slurm refuses the job for sure. None: it could not be checked. `text` says why, or where it starts.

    `starts_at` is Slurm's estimate, seconds since the epoch. `for_now` marks a refusal that counts only where no node
    of the partition is missing.
    """

    ok: bool | None
    text: str
    starts_at: float | None = None
    for_now: bool = False


def read_verdict(exit_code: int | None, out: str, err: str) -> Verdict:
    """Judge one run of TEST_ONLY; `exit_code` None means that its end was not seen."""
    start = _START.search(f"{out}\n{err}")
    if exit_code == 0 and start:
        return Verdict(True, start[2].strip(), _time(start[1]))
    text = said(_FAILURE.sub("", err)) or "sbatch gave no answer"
    if exit_code in (None, 0) or not is_refusal(err):
        return Verdict(None, text)
    return Verdict(False, text, for_now=any(word in err.lower() for word in _NOW))


def _time(text: str) -> float | None:
    try:
        return parse_timestamp(text)
    except ValueError:
        return None


def node_states(partition: str | None) -> list[str]:
    """The states of a partition's nodes, one a line; None for all partitions."""
    return ["sinfo", "--noheader", *([f"--partition={partition}"] if partition else []), "-o", "%T"]


def all_up(text: str) -> bool:
    """Whether every node in the answer to node_states() can take jobs; flags behind the word count as trouble."""
    states = text.split()
    return bool(states) and all(state in _UP for state in states)
