"""One run of srun: starts the tasks, passes signals on, waits, and keeps the step's record in the job."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

from .controller import KILL_WAIT_S, Controller
from .job import Job, Step
from .labels import Labels
from .layout import Layout, Task
from .tasks import StepInfo, TaskFiles, TaskOptions, start_task

_EVENTS = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2, signal.SIGCONT}
_ENDING = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
_NAP_S = 0.5
#: What a task that cannot be started exits with (slurmstepd passes errno on; 2 is ENOENT).
_NOT_STARTED = 2


class StepRun:
    """The tasks of one step from start to end."""

    def __init__(self, controller: Controller, job: Job, layout: Layout, options: TaskOptions) -> None:
        self._controller = controller
        self._job = job
        self._layout = layout
        self._options = options
        self._running: dict[int, tuple[Task, subprocess.Popen[bytes]]] = {}
        self._status: dict[int, int] = {}
        self._first_end: float | None = None
        self._kill_at: float | None = None
        self._ended_by_signal = False
        self._step_id = 0

    def run(self) -> int:
        """Run all tasks; the highest exit code, or the highest signal number of tasks that a signal ended."""
        # A script that ignores SIGCHLD would otherwise keep the tasks' exit codes from us.
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_BLOCK, _EVENTS)
        step = self._register()
        self._step_id = step.id
        labels = Labels() if self._options.label else None
        self._start(step, labels)
        while self._running:
            event = signal.sigtimedwait(_EVENTS, _NAP_S)
            if event is not None:
                self._on_signal(event)
            self._reap()
            self._look_at_clock()
        if labels:
            labels.finish()
        code, number = self._worst()
        self._record(step.id, code, number)
        return number or code

    def _register(self) -> StepInfo:
        """Write the step into the job and give it a number."""
        name = os.path.basename(self._options.command[0])
        with self._controller.store.locked():
            job = self._controller.store.find(self._job.id) or self._job
            per_task = max(1, self._options.cpus_per_task or job.request.cpus_per_task)
            step = Step(
                id=len(job.steps),
                name=name,
                nodes=[share.node for share in self._layout.shares],
                tasks=len(self._layout.tasks),
                cpus=len(self._layout.tasks) * per_task,
                start_time=time.time(),
                pid=os.getpid(),
            )
            job.steps.append(step)
            if job.active:
                self._controller.store.save(job)
        return StepInfo(step.id, job, self._layout, self._options, self._controller.description)

    def _start(self, step: StepInfo, labels: Labels | None) -> None:
        files = TaskFiles(step)
        environment = dict(os.environ)
        for task in self._layout.tasks:
            stdin = 0 if task.rank == 0 else subprocess.DEVNULL
            try:
                out = files.descriptor(self._options.output, task)
                err = files.descriptor(self._options.error, task)
                out = out if out is not None else labels.pipe(task.rank, 1) if labels else 1
                err = err if err is not None else labels.pipe(task.rank, 2) if labels else 2
                process = start_task(step, task, environment, (stdin, out, err))
            except OSError as error:
                node = task.share.node
                _complain(f"slurmstepd-{node}: error: execve(): {error.filename}: {error.strerror}")
                self._ended(task, _NOT_STARTED)
                continue
            self._running[process.pid] = (task, process)
        files.close()
        if labels:
            labels.start()

    def _on_signal(self, event: signal.struct_siginfo) -> None:
        number = event.si_signo
        if number == signal.SIGCHLD:
            return
        owner = self._job.owner
        if number in _ENDING:
            if not self._ended_by_signal:
                _complain(f"srun: Job step aborted: Waiting up to {KILL_WAIT_S + 2} seconds for job step to finish.")
            self._ended_by_signal = True
            self._kill_at = time.monotonic() + KILL_WAIT_S
            # A task has no time to save its work when srun is told to end (seen in 22.05 and 24.11).
            number = signal.SIGKILL
        # The supervisor signals every process of the job itself: a task should not get it twice.
        if owner is None or event.si_pid != owner.pid:
            self._signal_all(number)

    def _signal_all(self, number: int) -> None:
        for pid in self._running:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, number)

    def _reap(self) -> None:
        for pid, (task, process) in list(self._running.items()):
            status = process.poll()
            if status is not None:
                del self._running[pid]
                self._ended(task, status)

    def _ended(self, task: Task, status: int) -> None:
        self._status[task.rank] = status
        self._first_end = self._first_end or time.monotonic()
        if not status:
            return
        where = f"srun: error: {task.share.node}: task {task.rank}"
        if status > 0:
            _complain(f"{where}: Exited with exit code {status}")
        elif not self._ended_by_signal:
            _complain(f"{where}: {signal.strsignal(-status) or f'Unknown signal {-status}'}")
        if self._options.kill_on_bad_exit and self._running and self._kill_at is None:
            self._terminate()

    def _look_at_clock(self) -> None:
        now = time.monotonic()
        wait = self._options.wait_s
        if wait and self._first_end and now >= self._first_end + wait and self._running and self._kill_at is None:
            _complain(f"srun: First task exited {wait}s ago")
            self._terminate()
        if self._kill_at is not None and now >= self._kill_at:
            self._kill_at = now + KILL_WAIT_S
            self._signal_all(signal.SIGKILL)

    def _terminate(self) -> None:
        _complain(f"srun: Terminating StepId={self._job.id}.{self._step_id}")
        self._kill_at = time.monotonic() + KILL_WAIT_S
        self._signal_all(signal.SIGTERM)

    def _worst(self) -> tuple[int, int]:
        codes = [status for status in self._status.values() if status > 0]
        signals = [-status for status in self._status.values() if status < 0]
        # A signal outranks an exit code (srun's launch.c, _task_finish).
        return (0, max(signals)) if signals else (max(codes, default=0), 0)

    def _record(self, step_id: int, code: int, number: int) -> None:
        with self._controller.store.locked():
            job = self._controller.store.find(self._job.id)
            if job is None or not job.active:
                return
            for step in job.steps:
                if step.id == step_id:
                    step.end_time, step.exit_code, step.exit_signal = time.time(), code, number
                    step.state = "CANCELLED" if number else "FAILED" if code else "COMPLETED"
            self._controller.store.save(job)


def _complain(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
