"""States and reasons in plain words."""

from __future__ import annotations

import pytest

from llmtui.domain.states import STATES
from llmtui.slurm.words import reason_text, state_text


@pytest.mark.parametrize(
    ("state", "reason", "exit_code", "words"),
    [
        ("TIMEOUT", "TimeLimit", "0:0", "it reached its time limit of 00:02:00"),
        ("OUT_OF_MEMORY", "OutOfMemory", "0:125", "it used more memory than it was given and was killed"),
        ("FAILED", "NonZeroExitCode", "3:0", "it ended with exit code 3"),
        ("FAILED", "NonZeroExitCode", "127:0", "it ended with exit code 127: a program was not found"),
        ("FAILED", "RaisedSignal:11(Segmentation fault)", "0:11", "killed by signal 11 (SIGSEGV)"),
        (
            "FAILED",
            "",
            "137:0",
            "it ended with exit code 137: killed by signal 9 (SIGKILL), often for using too much memory",
        ),
        ("FAILED", "", "0:53", "its output file could not be opened"),
        ("FAILED", "RaisedSignal:11(Segmentation fault)", "", "killed by signal 11 (SIGSEGV)"),
        ("FAILED", "", "", "it failed; Slurm gives no reason"),
        ("CANCELLED", "", "0:15", "cancelled by the user (scancel)"),
        (
            "CANCELLED",
            "DependencyNeverSatisfied",
            "",
            "cancelled: a job it depends on ended in a way that can never satisfy it",
        ),
        ("PENDING", "Resources", "", "waiting for nodes to become free"),
        ("PENDING", "QOSMaxJobsPerUserLimit", "", "you have reached a limit of the QOS (QOSMaxJobsPerUserLimit)"),
        (
            "PENDING",
            "ReqNodeNotAvail, UnavailableNodes:r01g04",
            "",
            "a node that it needs is not available (often a maintenance reservation)",
        ),
        ("PENDING", "SomethingNew", "", "SomethingNew"),
        ("RUNNING", "None", "", ""),
        ("COMPLETED", "", "0:0", ""),
        (
            "FAILED",
            "NonZeroExitCode",
            "85:0",
            "it ended with exit code 85: it saved a checkpoint and left before its time was over; sbatch job.sh in its "
            "folder goes on",
        ),
        (
            "FAILED",
            "NonZeroExitCode",
            "75:0",
            "it ended with exit code 75: its folder belongs to another job of the same run",
        ),
    ],
)
def test_reasons(state: str, reason: str, exit_code: str, words: str) -> None:
    assert reason_text(state, reason, exit_code, 120) == words


def test_states() -> None:
    assert all(state_text(state) != state for state in STATES)
    assert state_text("SOMETHING_NEW") == "SOMETHING_NEW"
