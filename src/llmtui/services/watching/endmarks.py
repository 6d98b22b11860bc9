"""The marks that jobs leave in their run folders: when each run began, how it ended. They need no database."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...domain.bundle import STATUS, UNFINISHED
from ...domain.record import JobRecord, JobStatus
from ...domain.states import ENDED
from ...remote.transport import Transport

#: Folders that are read by one script, and how long that may take in seconds.
MOST = 200
_TIMEOUT_S = 15.0
#: One mark is an exit code and UNIX seconds.
_MARK_BYTES = 64
#: What a script leaves that was ended from outside, by SIGTERM or SIGKILL (128 and the signal's number): a user, a time
#: limit, preemption or too much memory. Which of them it was a script does not know.
_FROM_OUTSIDE = frozenset({128 + 15, 128 + 9})
_LINE = re.compile(r"(\d{1,4}) (\d{1,10})\.(\d{1,6})\.(start|end) (\d{1,3}) (\d{1,11})", re.ASCII)
_UNFINISHED = re.compile(r"(\d{1,4}) unfinished", re.ASCII)
#: $1 numbers the job, $2 is its folder, $3 its id. A subshell, so that no `cd` outlives its job.
_SEE = f"""see() (
  cd -- "$2" 2>/dev/null || exit 0
  [ -e {UNFINISHED} ] && printf '%s unfinished\\n' "$1"
  for mark in {STATUS}/"$3".*.start {STATUS}/"$3".*.end; do
    [ -f "$mark" ] && [ ! -L "$mark" ] || continue
    printf '%s %s %s\\n' "$1" "${{mark##*/}}" "$(head -c {_MARK_BYTES} "$mark" | head -n 1)"
  done
)
"""


@dataclass(frozen=True)
class Mark:
    """What the latest run of a job left: `restart` counts its runs from 0; times are the cluster's, in seconds.

    `exit_code` is None while the run did not reach its script's end. `unfinished` says that training saved a checkpoint
    to go on from: the job may have put itself back into the queue.
    """

    restart: int
    start: float | None = None
    end: float | None = None
    exit_code: int | None = None
    unfinished: bool = False

    def completed(self, restarts: int) -> bool:
        """Whether the script ended well in the job's latest run; `restarts` is how many were seen of it."""
        return self.exit_code == 0 and not self.unfinished and self.restart >= restarts

    def failed(self, restarts: int) -> bool:
        """Whether the script ended otherwise in the job's latest run."""
        return bool(self.exit_code) and self.restart >= restarts

    def status(self, nodes: str = "", *, provisional: bool = False) -> JobStatus:
        """What the mark of a script that ended is evidence of; `provisional` where somebody else may know better."""
        elapsed = None if self.end is None or self.start is None else max(0, int(self.end - self.start))
        state = "COMPLETED" if self.exit_code == 0 else ENDED if self.exit_code in _FROM_OUTSIDE else "FAILED"
        code = "" if self.exit_code is None else f"{self.exit_code}:0"
        return JobStatus(state, "", code, elapsed, None, self.start, self.end, nodes, self.restart, provisional)


def read_marks(transport: Transport, records: Sequence[JobRecord]) -> dict[int, Mark]:
    """Marks by job id, of the first MOST records, by one script; nothing of those whose folder cannot be read."""
    asked = [record for record in records if record.job_id is not None][:MOST]
    if not asked:
        return {}
    calls = "".join(f'see {number} "$D{number}" {record.job_id}\n' for number, record in enumerate(asked))
    folders = {f"D{number}": record.run_dir for number, record in enumerate(asked)}
    result = transport.script(_SEE + calls, values=folders, timeout_s=_TIMEOUT_S)
    found = parse_marks(result.out.raw, [record.job_id for record in asked if record.job_id is not None])
    return found if result.outcome == "ok" else {}


def parse_marks(text: str, job_ids: Sequence[int]) -> dict[int, Mark]:
    """The latest mark of each job; a line that is not of the script's making is left out."""
    runs: dict[int, dict[int, dict[str, tuple[int, float]]]] = {}
    unfinished = {int(match[1]) for line in text.splitlines() if (match := _UNFINISHED.fullmatch(line))}
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        number = int(match[1]) if match else len(job_ids)
        if match and number < len(job_ids) and job_ids[number] == int(match[2]):
            kinds = runs.setdefault(number, {}).setdefault(int(match[3]), {})
            kinds[match[4]] = (int(match[5]), float(match[6]))
    return {job_ids[number]: _latest(by_restart, number in unfinished) for number, by_restart in runs.items()}


def _latest(runs: Mapping[int, Mapping[str, tuple[int, float]]], unfinished: bool) -> Mark:
    restart = max(runs)
    start, end = runs[restart].get("start"), runs[restart].get("end")
    return Mark(
        restart,
        None if start is None else start[1],
        None if end is None else end[1],
        None if end is None else end[0],
        unfinished,
    )
