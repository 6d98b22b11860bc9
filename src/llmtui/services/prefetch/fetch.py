"""Begin a fetch, ask how far it is, stop it; what runs on the cluster goes on when the connection is lost."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ...domain.cluster import Cluster, Partition
from ...domain.plan import Plan
from ...domain.remotetext import safe_line
from ...errors import CannotTellError, LlmtuiError, RequestError
from ...remote.transport import Result
from ...slurm.commands import RECORD
from ...slurm.outcome import classify
from ...units import format_bytes, format_time_limit
from ..quota.look import look
from ..reach.link import Link
from ..submission import hftoken
from ..submission.attempts import OTHERS_FIRST
from ..submission.pace import sbatch_turn
from ..submission.runfolder import facts_of, hub_folder, run_root
from ..watching.budget import Query
from . import scripts, worker
from .state import Fetching, read
from .wanted import Wanted, fetch_partition, to_fetch

#: sbatch may take 95 s to answer, and the script waits for it.
START_TIMEOUT_S = 120.0
STATUS_TIMEOUT_S = 30.0
STOP_TIMEOUT_S = 40.0
#: A job that fetches asks for at most so long.
_JOB_S = 4 * 3600
_JOB_CPUS = 2
Progress = Callable[[str], None]


class Prefetch:
    """What one job reads from the hub, on the cluster that it is to run on. Every method blocks.

    `turns` is the folder in which submissions to a cluster take turns.
    """

    def __init__(self, link: Link, plan: Plan, turns: Path) -> None:
        self._link = link
        self._plan = plan
        self._turns = turns
        self.wanted = to_fetch(plan)

    @property
    def cluster(self) -> Cluster:
        """The cluster."""
        return self._link.cluster

    def status(self) -> tuple[Fetching, ...]:
        """How far each is. Raises RequestError, CannotTellError, UnreachableError."""
        return tuple(self._status(each) for each in self.wanted)

    def start(self, progress: Progress) -> tuple[Fetching, ...]:
        """Begin what is not there and not at work yet; safe to call again.

        Raises RequestError where the hub is out of reach, the token is for others to read or the space is too small;
        LlmtuiError where Slurm refuses the job; CannotTellError, UnreachableError, JournalError.
        """
        partition = fetch_partition(self.cluster)
        found = []
        for wanted in self.wanted:
            before = self._status(wanted)
            if before.active or before.state == "done":
                found.append(before)
                continue
            self._check_token()
            self._check_space(before, progress)
            self._begin(wanted, partition, progress)
            found.append(self._status(wanted))
        return tuple(found)

    def stop(self) -> tuple[Fetching, ...]:
        """End what is at work; what was fetched stays, and the next start goes on from there."""
        for wanted in self.wanted:
            values = {"FOLDER": self._folder(wanted)}
            self._said(self._script(scripts.STOP, values, STOP_TIMEOUT_S), {"none", "stopped", "asked"})
        return self.status()

    def _status(self, wanted: Wanted) -> Fetching:
        values = {"FOLDER": self._folder(wanted), "BLOBS": f"{self._hub()}/hub/{wanted.key}"}
        result = self._script(scripts.STATUS, values, STATUS_TIMEOUT_S)
        found = read(result.out.raw, wanted) if result.outcome == "ok" else None
        if found is None:
            raise _unclear(result)
        if found.job_id is not None:
            self._link.log.add(Query(self.cluster.name, "squeue", time.time(), result.seconds, True))
        return found

    def _begin(self, wanted: Wanted, partition: Partition | None, progress: Progress) -> None:
        folder = self._folder(wanted)
        progress(f"{wanted.id}: {'a job on ' + partition.name if partition else 'on the login node'}")
        software = self._plan.software or next(iter(self.cluster.software), None)
        self._put(folder, worker.files(wanted, folder, self._hub(), software))
        values = {"FOLDER": folder, "MODE": "job" if partition else "login", "SUBMIT": self._submit(wanted, partition)}
        result = self._in_turn(values) if partition else self._script(scripts.START, values, START_TIMEOUT_S)
        if self._said(result, {"begun", "held", "asked"}) == "asked":
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
        if result.outcome != "ok" or word not in known:
            raise _unclear(result)
        return word


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
