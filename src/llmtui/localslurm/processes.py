"""Processes of a job, found in /proc (Linux proc(5)): by the mark in their environment and by descent.

A job's processes carry `SLURM_EMBEDDED_JOB=TOKEN`; their children count as well, unless they carry another mark, and
so do orphans without a mark, which its supervisor adopts. A supervisor has a mark of its own, so a job submitted from
within a job does not die with it.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass

from .job import Owner

MARK = "SLURM_EMBEDDED_JOB"
SUPERVISOR = "supervisor"
_PAGE = os.sysconf("SC_PAGE_SIZE")
_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


@dataclass(frozen=True)
class Process:
    """`start` in clock ticks since boot, `rss` in bytes."""

    pid: int
    state: str
    parent: int
    start: int
    rss: int


def read_process(pid: int) -> Process | None:
    """What /proc/PID/stat says; None when there is no such process or only its remains (a zombie)."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            # The second field is the program's name in brackets and may hold anything.
            words = file.read().rpartition(b")")[2].split()
        found = Process(pid, words[0].decode("ascii"), int(words[1]), int(words[19]), int(words[21]) * _PAGE)
    except (OSError, IndexError, ValueError):
        return None
    return None if found.state in "ZX" else found


def boot_id() -> str:
    """Changes with every start of the machine."""
    with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
        return file.read().strip()


def boot_time() -> float:
    """When the machine was started, in seconds since the epoch; 0 when the kernel does not tell."""
    with open("/proc/stat", encoding="ascii") as file:
        return next((float(line.split()[1]) for line in file if line.startswith("btime ")), 0.0)


def owner_of(pid: int) -> Owner:
    """The lasting name of a running process. Raises ProcessLookupError."""
    process = read_process(pid)
    if process is None:
        raise ProcessLookupError(pid)
    return Owner(pid, process.start, boot_id())


def alive(owner: Owner) -> bool:
    """Whether that very process still runs."""
    process = read_process(owner.pid)
    return process is not None and process.start == owner.start and owner.boot == boot_id()


def mark_of(pid: int) -> tuple[str, str] | None:
    """The job token and step id in the environment that the process was started with; None if it cannot be read."""
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            pairs = (word.partition(b"=") for word in file.read().split(b"\0"))
            found = {key: value for key, _, value in pairs if key in (MARK.encode(), b"SLURM_STEP_ID")}
    except OSError:
        return None
    token, step = found.get(MARK.encode(), b""), found.get(b"SLURM_STEP_ID", b"")
    return token.decode("utf-8", "replace"), step.decode("utf-8", "replace")


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends (prctl(2), PR_SET_CHILD_SUBREAPER)."""
    import ctypes  # Every command reads this module, and only a supervisor needs it.

    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def bury_orphans(keep: int) -> None:
    """Take the remains of adopted processes off the kernel's list, up to those of the child `keep`."""
    options = os.WEXITED | os.WNOHANG
    with contextlib.suppress(ChildProcessError):
        while (dead := os.waitid(os.P_ALL, 0, options | os.WNOWAIT)) and dead.si_pid != keep:
            os.waitid(os.P_PID, dead.si_pid, options)


class Members:
    """The processes of one job, whose supervisor has the pid `supervisor`.

    Marks are read anew at every look: between fork and exec a process still shows its parent's, and in the middle of
    an exec none at all.
    """

    def __init__(self, token: str, supervisor: int | None = None) -> None:
        self._token = token
        self._supervisor = supervisor

    def look(self) -> dict[int, tuple[Process, str]]:
        """Each process of the job by pid, with the id of the step that it belongs to ("" is the batch script)."""
        own = os.getpid()
        pids = [int(name) for name in os.listdir("/proc") if name.isdecimal() and int(name) != own]
        processes = {pid: process for pid in pids if (process := read_process(pid))}
        marks = {pid: mark_of(pid) for pid in processes}
        return {
            pid: (item, mark[1])
            for pid, item in processes.items()
            if (mark := self._lineage(item, processes, marks)) and mark[0] == self._token
        }

    def signal_steps(self, number: int, step: int | None = None) -> None:
        """Send a signal to the processes of one step, or of all steps, and not to the batch script."""
        for pid, (_, mark) in self.look().items():
            if mark.isdecimal() and step in (None, int(mark)):
                send(pid, number)

    def signal(self, number: int) -> bool:
        """Send a signal to every process of the job; whether there was one."""
        found = self.look()
        for pid in found:
            send(pid, number)
        return bool(found)

    def _lineage(
        self, process: Process, processes: dict[int, Process], marks: dict[int, tuple[str, str] | None]
    ) -> tuple[str, str] | None:
        """The nearest mark, its own or that of a forebear (a program may have overwritten its environment)."""
        seen: set[int] = set()
        current: Process | None = process
        while current is not None and current.pid not in seen:
            seen.add(current.pid)
            mark = marks.get(current.pid)
            if mark and mark[0]:
                return mark
            if current.parent == self._supervisor:
                return self._token, ""
            current = processes.get(current.parent)
        return None


def send(pid: int, number: int) -> None:
    """Send a signal; a process that is gone or belongs to somebody else is left alone."""
    try:
        os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        return


def proportional_memory(pid: int) -> int | None:
    """Bytes with shared pages divided among their users (PSS); None when the kernel does not tell."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", "rb") as file:
            for line in file:
                if line.startswith(b"Pss:"):
                    return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        return None
    return None
