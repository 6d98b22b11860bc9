"""The process behind one job: starts the script, watches time and memory, ends what has to end, says how it went."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

from .controller import KILL_WAIT_S, Controller
from .environment import batch_environment
from .job import Job
from .launch import plain_signals
from .logfile import cancelled_line, write_line
from .outcome import Outcome, close
from .outputs import open_outputs
from .processes import Members, adopt_orphans, bury_orphans, send
from .usage import Usage

_EVENTS = {signal.SIGCHLD, signal.SIGUSR1}
#: How often memory is looked at, and the shortest nap between two looks at leftover processes, in seconds.
_SAMPLE_S = 0.5
_NAP_S = 0.05
#: A signal of --signal comes no sooner after the start, in seconds: the script has to set its traps first.
_TRAPS_S = 2.0
#: Looking at memory takes at most one part in so many of the time.
_SHARE = 30
#: Processes that even SIGKILL does not end (a dead file system) do not keep the job open longer than this.
_GIVE_UP_S = 60.0
#: How slurmd reports a job whose files it cannot set up (seen in 22.05 with a missing output folder).
_NO_OUTPUT = 53


def supervise(job_id: int, state: str) -> int:
    """Run a job that the scheduler has given to this process; does nothing when it was not."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _EVENTS)
    controller = Controller(state)
    with controller.store.locked():
        job = controller.store.find(job_id)
    if job is None or not job.active or job.owner is None or job.owner.pid != os.getpid():
        return 1
    adopt_orphans()
    outcome = _Run(controller, job).run()
    begin_time = close(controller, job_id, outcome)
    if begin_time is not None:
        # Nobody else is there to start it again.
        time.sleep(max(0.0, begin_time - time.time()))
        controller.refresh()
    return 0


class _Run:
    def __init__(self, controller: Controller, job: Job) -> None:
        self._controller = controller
        self._job = job
        self._members = Members(job.token, os.getpid())
        self._usage = Usage(self._members, sum(share.memory for share in job.shares))
        self._outcome = Outcome()
        self._kill_at: float | None = None
        limit, warn = job.request.time_limit, job.time_signal
        self._deadline = None if limit is None else (job.start_time or time.time()) + limit
        self._warn_at = max(self._deadline - warn.seconds, time.time() + _TRAPS_S) if self._deadline and warn else None

    def run(self) -> Outcome:
        """From the start of the script until none of its processes is left."""
        if self._job.state == "RUNNING":
            process = self._start()
            if process is not None:
                self._watch(process)
        else:
            # Cancelled before this process came to it.
            self._outcome.signal = signal.SIGTERM
        self._outcome.end_time = time.time()
        self._clear()
        if self._outcome.state == "OUT_OF_MEMORY":
            step = f"StepId={self._job.id}.batch"
            killed = "Some of the step tasks have been OOM Killed."
            write_line(self._job, f"error: Detected 1 oom_kill event in {step}. {killed}")
        self._outcome.max_rss = self._usage.peaks
        return self._outcome

    def _start(self) -> subprocess.Popen[bytes] | None:
        job, spool = self._job, self._controller.store.spool(self._job.base_id)
        with open(os.path.join(spool, "environment"), encoding="utf-8") as file:
            kept: dict[str, str] = json.load(file)
        os.umask(job.umask)
        folder = _enter(job.work_dir, kept.get("HOME") or "/")
        try:
            out, err = open_outputs(job)
        except OSError as error:
            # There is no log to say it in; stderr is the state folder's supervisor.log.
            sys.stderr.write(f"job {job.id}: {error}\n")
            self._outcome.signal = _NO_OUTPUT
            return None
        if folder:
            for _ in range(2):
                write_line(job, folder)
        environment = batch_environment(job, kept, self._controller.description)
        try:
            return _spawn([os.path.join(spool, "slurm_script"), *job.arguments], environment, out, err)
        except OSError as error:
            write_line(job, f"error: execve(): {_interpreter(spool)}: {error.strerror}")
            self._outcome.code = 2
            return None
        finally:
            os.close(out)
            if err != out:
                os.close(err)

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        next_sample = time.monotonic()
        while process.poll() is None:
            event = signal.sigtimedwait(_EVENTS, self._nap())
            if event is not None and event.si_signo == signal.SIGUSR1:
                self._look_at_record()
            bury_orphans(process.pid)
            if time.monotonic() >= next_sample:
                next_sample = self._look_at_memory()
            self._look_at_clock(process)
        status = process.returncode
        self._outcome.code, self._outcome.signal = (status, 0) if status >= 0 else (0, -status)

    def _nap(self) -> float:
        moments = (self._deadline, self._warn_at, self._kill_at)
        ends = [moment - time.time() for moment in moments if moment is not None]
        return max(_NAP_S, min([_SAMPLE_S, *ends]))

    def _look_at_record(self) -> None:
        """scancel and scontrol requeue have written the new state before they sent the signal."""
        with self._controller.store.locked():
            job = self._controller.store.find(self._job.id)
        if job is None or self._outcome.state:
            return
        if job.state == "CANCELLED":
            self._stop("CANCELLED", cancelled_line(self._job, time.time()))
        elif job.state == "PENDING":
            self._stop("REQUEUED", cancelled_line(self._job, time.time(), "DUE TO JOB REQUEUE"))

    def _look_at_clock(self, process: subprocess.Popen[bytes]) -> None:
        now = time.time()
        if self._warn_at is not None and now >= self._warn_at:
            self._warn_at = None
            if not self._outcome.state:
                self._warn(process)
        if self._deadline is not None and now >= self._deadline and not self._outcome.state:
            self._stop("TIMEOUT", cancelled_line(self._job, now, "DUE TO TIME LIMIT"))
        if self._kill_at is not None and now >= self._kill_at:
            self._kill_at = now + KILL_WAIT_S
            self._members.signal(signal.SIGKILL)

    def _warn(self, process: subprocess.Popen[bytes]) -> None:
        """Send the signal of --signal, to the batch shell alone or to the processes of all steps."""
        warning = self._job.time_signal
        if warning is None:
            return
        if warning.batch:
            send(process.pid, warning.signal)
        else:
            self._members.signal_steps(warning.signal)

    def _look_at_memory(self) -> float:
        """When to look again: rarely enough to stay cheap on a machine with thousands of processes."""
        started = time.monotonic()
        if self._usage.exceeded() and not self._outcome.state:
            self._outcome.state = "OUT_OF_MEMORY"
            self._members.signal(signal.SIGKILL)
        now = time.monotonic()
        return now + max(_SAMPLE_S, _SHARE * (now - started))

    def _stop(self, state: str, line: str) -> None:
        self._outcome.state = state
        self._kill_at = time.time() + KILL_WAIT_S
        write_line(self._job, line)
        if state == "TIMEOUT":
            self._note_timeout()
        self._members.signal(signal.SIGTERM)

    def _note_timeout(self) -> None:
        """Let squeue show COMPLETING while processes are being ended, as scancel does for its own jobs."""
        with self._controller.store.locked():
            job = self._controller.store.find(self._job.id)
            if job is not None and job.state == "RUNNING":
                job.state, job.reason, job.completing, job.end_time = "TIMEOUT", "TimeLimit", True, time.time()
                self._controller.store.save(job)

    def _clear(self) -> None:
        """End what the script left behind, as slurmd does: asked first only where the job was being stopped."""
        give_up = time.monotonic() + _GIVE_UP_S
        while self._members.look() and time.monotonic() < give_up:
            if self._kill_at is None or time.time() >= self._kill_at:
                self._members.signal(signal.SIGKILL)
            time.sleep(_NAP_S)


def _spawn(words: list[str], environment: dict[str, str], out: int, err: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=err,
        env=environment,
        start_new_session=True,
        preexec_fn=plain_signals,
    )


def _enter(folder: str, fallback: str) -> str:
    """Go to the job's working directory; the complaint when that is not possible (text of 24.11)."""
    try:
        os.chdir(folder)
    except OSError as error:
        other = fallback if os.path.isdir(fallback) else "/"
        os.chdir(other)
        return f"error: couldn't chdir to `{folder}': {error.strerror}: going to {other} instead"
    return ""


def _interpreter(spool: str) -> str:
    with open(os.path.join(spool, "slurm_script"), "rb") as file:
        line = file.readline().removeprefix(b"#!").strip()
    return f"bad interpreter({line.decode('utf-8', 'replace')})"
