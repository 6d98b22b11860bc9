"""Begin a fetch, ask how far it is, stop it; what runs on the cluster goes on when the connection is lost."""

from __future__ import annotations

import re
import shlex
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ...domain.cluster import Cluster, Partition
from ...domain.plan import Plan
from ...domain.remotetext import safe_line
from ...errors import CannotTellError, LlmtuiError, RequestError
from ...remote.transport import Result
from ...slurm.commands import RECORD, scancel
from ...slurm.lookup import last_part, parse_squeue_live_places, squeue_folders
from ...slurm.outcome import classify
from ...units import format_bytes, format_time_limit
from ..quota.look import look
from ..reach.link import Link
from ..submission import hftoken
from ..submission.attempts import OTHERS_FIRST
from ..submission.pace import sbatch_turn
from ..submission.runfolder import facts_of, hub_folder, run_root
from ..watching.answers import QUERY_S, strict_complaint
from ..watching.budget import Query
from ..watching.others import OtherJobs
from . import scripts, worker
from .failures import failure_hint
from .state import Fetching, read
from .wanted import Wanted, fetch_partition, to_fetch

#: sbatch may take 95 s to answer, and the script waits for it.
START_TIMEOUT_S = 120.0
STATUS_TIMEOUT_S = 30.0
STOP_TIMEOUT_S = 40.0
#: A fetch that failed before and fails within so many seconds again is told to have failed; seconds between two looks.
AT_ONCE_S = 5.0
_LOOK_S = 0.5
#: A job that fetches asks for at most so long.
_JOB_S = 4 * 3600
_JOB_CPUS = 2
Progress = Callable[[str], None]
#: What the scripts begin their answers with.
_WORD = re.compile(r"[a-z]+( [1-9][0-9]{0,9})?", re.ASCII)


class Prefetch:
    """What one job reads from the hub, on the cluster that it is to run on. Every method blocks.

    `turns` is the folder in which submissions to a cluster take turns, `jobs` what its queue tells of jobs.
    """

    def __init__(self, link: Link, plan: Plan, turns: Path, jobs: OtherJobs) -> None:
        self._link = link
        self._plan = plan
        self._turns = turns
        self._jobs = jobs
        self.wanted = to_fetch(plan)

    @property
    def cluster(self) -> Cluster:
        """The cluster."""
        return self._link.cluster

    def status(self) -> tuple[Fetching, ...]:
        """How far each is, by the files in its folder.

        What a job that waits has become is told by the queue, when that is looked at anyway, or once a minute where
        nothing else is looked for. Raises RequestError, CannotTellError, UnreachableError.
        """
        found = [self._status(each) for each in self.wanted]
        told = self._jobs.told([each.job_id for each in found if each.lock is not None and each.job_id is not None])
        over = {job_id for job_id, other in told.items() if other.at and other.over}
        return tuple(self._ended(each) if each.lock and each.job_id in over else each for each in found)

    def _ended(self, before: Fetching) -> Fetching:
        """What the folder tells now of a fetch whose job the queue knows no more: it may have run in the meantime."""
        now = self._status(before.wanted)
        return replace(now, state="lost", lock=None) if (now.lock, now.state) == (before.lock, "queued") else now

    def start(self, progress: Progress) -> tuple[Fetching, ...]:
        """Begin what is not there and not at work yet; safe to call again.

        Of one that failed before, the failure is told, and a short look shows whether it fails again at once.
        Raises RequestError where the hub is out of reach, the token is for others to read or the space is too small;
        LlmtuiError where Slurm refuses the job; CannotTellError, UnreachableError, JournalError.
        """
        partition = fetch_partition(self.cluster)
        before = [self._status(each) for each in self.wanted]
        live = self._live() if any(each.lock is not None for each in before) else None
        found = []
        for each in before:
            # Of a job that sbatch did not tell of, the script makes sure that it is not there.
            waits = each.lock is None or live is None or each.job_id in live
            if each.state == "done" or (each.active and waits):
                found.append(each)
                continue
            self._tell_failure(each, progress)
            self._check_token()
            self._check_space(each, progress)
            self._begin(each, partition, live, progress)
            found.append(self._begun(each))
        return tuple(found)

    def _tell_failure(self, before: Fetching, progress: Progress) -> None:
        if hint := failure_hint(before, self.cluster.name):
            progress(f"{before.wanted.id}, the last time: {before.words} ({hint})")

    def _begun(self, before: Fetching) -> Fetching:
        """How far it is now; once the hub has told its size, it no longer fails at once."""
        found = self._status(before.wanted)
        deadline = time.monotonic() + AT_ONCE_S
        while before.state in ("failed", "lost") and found.state == "running" and found.total_bytes is None:
            if time.monotonic() >= deadline:
                break
            time.sleep(_LOOK_S)
            found = self._status(before.wanted)
        return found

    def stop(self) -> tuple[Fetching, ...]:
        """End what is at work; what was fetched stays, and the next start goes on from there.

        The jobs that wait are looked up with one squeue and cancelled with one scancel.
        """
        waiting = []
        for wanted in self.wanted:
            values = {"FOLDER": self._folder(wanted)}
            word = self._said(self._script(scripts.STOP, values, STOP_TIMEOUT_S), {"none", "stopped", "asked", "waits"})
            if word.startswith("waits "):
                waiting.append((wanted, word.removeprefix("waits ")))
        if waiting:
            self._cancel(waiting)
        return self.status()

    def _cancel(self, waiting: Sequence[tuple[Wanted, str]]) -> None:
        live = self._live()
        if live is None:
            raise CannotTellError(
                "squeue did not answer, so no job was cancelled", hint="each stops as soon as it begins; or try again"
            )
        # Numbers come again after years: only what lies in the folder of such a fetch is one.
        ours = [int(job) for wanted, job in waiting if last_part(live.get(int(job), "")) == wanted.key]
        if ours:
            result = self._link.slurm(scancel(ours))
            if result.outcome != "ok":
                raise CannotTellError(f"scancel: {safe_line(result.complaint)}", hint="look again, or try again")
        for wanted, job in waiting:
            values = {"FOLDER": self._folder(wanted), "JOB": job}
            self._said(self._script(scripts.STOPPED, values, STATUS_TIMEOUT_S), {"none", "stopped"})

    def _live(self) -> dict[int, str] | None:
        """The folders of the user's jobs that have not ended, by id; None where the queue does not tell."""
        listed = self._link.slurm(squeue_folders(), timeout_s=QUERY_S)
        return None if strict_complaint(listed) else parse_squeue_live_places(listed.out.raw)

    def _status(self, wanted: Wanted) -> Fetching:
        values = {"FOLDER": self._folder(wanted), "BLOBS": f"{self._hub()}/hub/{wanted.key}"}
        result = self._script(scripts.STATUS, values, STATUS_TIMEOUT_S)
        found = read(result.out.raw, wanted) if result.outcome == "ok" else None
        if found is None:
            raise _unclear(result)
        return found

    def _begin(
        self, before: Fetching, partition: Partition | None, live: dict[int, str] | None, progress: Progress
    ) -> None:
        wanted, folder = before.wanted, self._folder(before.wanted)
        progress(f"{wanted.id}: {'a job on ' + partition.name if partition else 'on the login node'}")
        software = self._plan.software or next(iter(self.cluster.software), None)
        self._put(folder, worker.files(wanted, folder, self._hub(), software))
        values = {
            "FOLDER": folder,
            "MODE": "job" if partition else "login",
            "SUBMIT": self._submit(wanted, partition),
            "LOCK": "" if live is None or before.lock is None else str(before.lock),
            "LIVE": "\n".join(f"{job_id} {place}" for job_id, place in (live or {}).items() if _may_be(place, wanted)),
        }
        result = self._in_turn(values) if partition else self._script(scripts.START, values, START_TIMEOUT_S)
        word = self._said(result, {"begun", "held", "asked"})
        if word == "held":
            progress(f"{wanted.id}: it is at work already, or Slurm did not say that it is not")
        if word == "asked":
            self._judge(folder, result.out.raw)

    def _judge(self, folder: str, answer: str) -> None:
        """Raise what sbatch's answer without a job means; after a refusal the next start need not look for one."""
        code, out, err, *_ = [*answer.partition("\n")[2].split(RECORD), "", ""]
        outcome = classify(int(code) if code.strip().isdecimal() else None, out, err)
        if outcome.kind == "refused":
            self._script(scripts.REFUSED, {"FOLDER": folder}, STATUS_TIMEOUT_S)
            raise LlmtuiError(f"Slurm refused the job that fetches: {safe_line(outcome.text)}")
        raise CannotTellError(
            f"it is not known whether Slurm took the job that fetches: {safe_line(outcome.text)}",
            hint="ask again in some minutes: it is looked for in the queue before another one is submitted",
        )

    def _in_turn(self, values: dict[str, str]) -> Result:
        """Start a job that fetches when no other submission to this cluster is under way."""
        with sbatch_turn(self._turns, self.cluster) as ours:
            if not ours:
                raise CannotTellError(OTHERS_FIRST, hint="nothing was submitted; start the fetch again")
            result = self._script(scripts.START, values, START_TIMEOUT_S)
        self._link.log.add(Query(self.cluster.name, "sbatch", time.time(), result.seconds, result.outcome == "ok"))
        return result

    def _put(self, folder: str, files: dict[str, tuple[bytes, int]]) -> None:
        try:
            # Another window may make it at the same moment.
            with suppress(FileExistsError):
                self._link.transport.mkdir(folder, 0o700)
            self._link.transport.put_files(folder, files)
        except OSError as error:
            why = safe_line(error.strerror or str(error))
            raise LlmtuiError(
                f"the files of the fetch could not be written: {safe_line(folder)}: {why}",
                hint="llmtui doctor looks at the folder and the space there",
            ) from error

    def _submit(self, wanted: Wanted, partition: Partition | None) -> str:
        """sbatch's words for the job that fetches, each quoted; "" on the login node."""
        if partition is None:
            return ""
        longest = partition.longest(1)
        options = {
            "job-name": f"llmtui-{wanted.key}"[:60],
            "partition": partition.slurm_partition,
            "qos": partition.qos,
            "constraint": partition.constraint,
            "account": self._plan.account,
            "time": format_time_limit(_JOB_S if longest is None else min(_JOB_S, longest)),
            "nodes": "1",
            "ntasks": "1",
            "cpus-per-task": str(_JOB_CPUS),
            "mem": None if self.cluster.memory_request_of(partition) == "none" else "8G",
            "chdir": self._folder(wanted),
            "output": "/dev/null",
            "export": "NONE",
            "open-mode": "append",
        }
        words = [f"--{name}={value}" for name, value in options.items() if value is not None]
        return shlex.join(["--parsable", *words, worker.SHELL])

    def _check_token(self) -> None:
        token = hftoken.look(self._link.transport, self._hub())
        if token.state in ("loose", "foreign"):
            raise RequestError(f"the Hugging Face token: {token.words}", hint=token.hint)

    def _check_space(self, before: Fetching, progress: Progress) -> None:
        """Refuse what cannot fit; where nothing says what is left, say so."""
        room = look(self._link.transport, self._hub(), facts_of(self._link.transport, self.cluster))
        progress(f"space in {safe_line(self._hub())}: {room.words}")
        if before.expected_bytes is None or room.left_bytes is None:
            return
        needed = max(0, before.expected_bytes - (before.have_bytes or 0))
        if needed > room.left_bytes:
            raise RequestError(
                f"{before.wanted.id} needs about {format_bytes(needed)} more, {room.words}",
                hint="make room there, or name another hf_home in a cluster file of your own",
            )

    def _hub(self) -> str:
        return hub_folder(self.cluster, self._plan.account, facts_of(self._link.transport, self.cluster))

    def _folder(self, wanted: Wanted) -> str:
        facts = facts_of(self._link.transport, self.cluster)
        return f"{run_root(self.cluster, self._plan.account, facts)}/prefetch/{wanted.key}"

    def _script(self, text: str, values: dict[str, str], timeout_s: float) -> Result:
        return self._link.transport.script(text, values=values, timeout_s=timeout_s)

    def _said(self, result: Result, known: set[str]) -> str:
        word = result.out.raw.partition("\n")[0]
        if result.outcome != "ok" or not _WORD.fullmatch(word) or word.partition(" ")[0] not in known:
            raise _unclear(result)
        return word


def _may_be(place: str, wanted: Wanted) -> bool:
    return last_part(place) == wanted.key and "\n" not in place


def _unclear(result: Result) -> CannotTellError:
    return CannotTellError(
        f"how far the fetch is could not be told: {result.complaint or 'the answer has another shape'}",
        hint="ask again; a fetch that has begun goes on",
    )


def following(prefetch: Prefetch, told: Callable[[tuple[Fetching, ...]], None], every_s: float) -> tuple[Fetching, ...]:
    """Ask again and again until nothing is at work any more. Raises what `status` raises."""
    while True:
        found = prefetch.status()
        told(found)
        if not any(each.active for each in found):
            return found
        time.sleep(every_s)
