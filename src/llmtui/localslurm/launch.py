"""How a command of the embedded Slurm is started, by a stub or by another of its commands."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable

from .processes import MARK, SUPERVISOR

STATE_VARIABLE = "LLMTUI_LOCALSLURM"
#: The folder that llmtui is imported from.
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_CODE = "import sys; sys.path.append(sys.argv.pop(1)); from llmtui.localslurm.dispatch import main; sys.exit(main())"


def command_line(command: str) -> list[str]:
    """The words that start a command, its own words to be added.

    -I keeps the user's PYTHON variables and the working folder out, -S the start-up files of site-packages: the
    commands need the standard library alone, and a job's environment stays as its user made it.
    """
    return [sys.executable, "-I", "-S", "-c", _CODE, ROOT, command]


def bin_folder(state: str) -> str:
    """Where the stubs are."""
    return os.path.join(state, "bin")


def plain_signals(blocked: Iterable[signal.Signals] = ()) -> None:
    """For a child before it starts its program: nothing ignored that whoever started us ignores, `blocked` blocked."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD, signal.SIGUSR1):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


def start_supervisor(state: str, job_id: int) -> int:
    """Start the process that runs one job, in a session of its own; its pid.

    SIGUSR1 is blocked in it from the start: an early scancel waits until it is asked for. Raises OSError.
    """
    import subprocess

    log = os.open(os.path.join(state, "supervisor.log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    environment = {STATE_VARIABLE: state, MARK: SUPERVISOR, "PATH": os.environ.get("PATH", os.defpath)}
    try:
        process = subprocess.Popen(
            [*command_line("supervise"), str(job_id)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            cwd=state,
            env=environment,
            start_new_session=True,
            preexec_fn=lambda: plain_signals({signal.SIGUSR1}),
        )
    finally:
        os.close(log)
    process.returncode = 0  # It outlives us: nobody here waits for it.
    return process.pid
