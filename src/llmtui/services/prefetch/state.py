"""Fetching: how far one fetch is, as its folder on the cluster says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ...domain.remotetext import RemoteText
from ...units import format_bytes
from .wanted import Wanted

State = Literal["none", "queued", "running", "done", "failed", "stopped", "lost", "unclear"]
#: By the word of the status script; `job` waits in the queue as far as the folder tells.
_STATES: dict[str, State] = {
    "none": "none",
    "queued": "queued",
    "running": "running",
    "lost": "lost",
    "job": "queued",
    "asked": "unclear",
}
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_MARK = "\x1e"
#: Less than this share of the repository in the cache is not the repository.
_WHOLE = 0.98


@dataclass(frozen=True)
class Fetching:
    """`have_bytes` is what lies in the hub's cache there, `total_bytes` what the repository has (None: not known yet).

    `job_id` is set where a Slurm job fetches, `host` is where the fetch runs. `said` is what it printed last. "lost":
    it was at work and ended without a word. "unclear": sbatch did not say whether it took the job that fetches, and no
    such job has begun. `lock` is the number of the lock whose owner only Slurm can tell of, None where the files tell.
    """

    wanted: Wanted
    state: State = "none"
    have_bytes: int | None = None
    total_bytes: int | None = None
    job_id: int | None = None
    host: RemoteText | None = None
    said: tuple[str, ...] = ()
    lock: int | None = None

    @property
    def active(self) -> bool:
        """Whether somebody works at it."""
        return self.state in ("queued", "running")

    @property
    def expected_bytes(self) -> int | None:
        """The hub's own figure, else what the catalogue lets one expect."""
        return self.total_bytes if self.total_bytes is not None else self.wanted.about_bytes

    @property
    def words(self) -> str:
        """In one line: how far it is and where."""
        whole = "" if self.expected_bytes is None else f" of {self._about}{format_bytes(self.expected_bytes)}"
        size = "" if self.have_bytes is None else f"{format_bytes(self.have_bytes)}{whole}"
        where = f" on {self.host.line(60)}" if self.host else ""
        job = f" (job {self.job_id})" if self.job_id is not None else ""
        last = self.said[-1] if self.said else "it printed nothing"
        return {
            "none": f"not fetched by llmtui; {size} there" if self.have_bytes else "not there yet",
            "queued": f"waits in the queue{job}",
            "running": f"{size or 'begins'}, fetching{where}{job}",
            "done": f"there, {format_bytes(self.total_bytes or self.have_bytes or 0)}",
            "failed": f"failed: {last}",
            "stopped": f"stopped at {size}",
            "lost": f"ended without a word at {size}: some sites end processes when their user logs out",
            "unclear": "not known whether Slurm took its job; to fetch again looks for that job first",
        }[self.state]

    @property
    def _about(self) -> str:
        return "" if self.total_bytes is not None else "about "


def read(text: str, wanted: Wanted) -> Fetching | None:
    """The answer to the status script; None for another shape."""
    facts, mark, log = text.partition(_MARK)
    values: dict[str, str] = {}
    for line in facts.split("\n"):
        name, blank, value = line.partition(" ")
        if blank:
            values.setdefault(name, value.strip())
    state = _state(values, whole=bool(mark) or values.get("state") == "none")
    if state is None:
        return None
    host = values.get("host", "")
    have, total = _number(values.get("bytes", ""), 1024), _number(values.get("total", ""))
    if state == "done" and have is not None and total is not None and have < _WHOLE * total:
        # A scratch that is cleaned has taken files since.
        state = "none"
    return Fetching(
        wanted,
        state,
        have,
        total,
        _number(values.get("job", "")),
        RemoteText(host) if host else None,
        tuple(RemoteText(log).lines()),
        _number(values.get("lock", "")),
    )


def _state(values: dict[str, str], *, whole: bool) -> State | None:
    word = values.get("state", "")
    if not whole:
        return None
    if word == "ended":
        code = values.get("rc", "")
        return "done" if code == "0" else "stopped" if code == "stopped" else "failed"
    return _STATES.get(word)


def _number(text: str, unit: int = 1) -> int | None:
    return int(text) * unit if _NUMBER.fullmatch(text) else None
