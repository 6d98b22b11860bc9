"""Hostile and damaged answers: nothing forged, nothing raised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmtui.slurm import commands
from llmtui.slurm.commands import FIELD, RECORD
from llmtui.slurm.outcome import classify
from llmtui.slurm.parse import (
    parse_job_id,
    parse_sacct,
    parse_scontrol_job,
    parse_squeue,
)
from llmtui.slurm.times import parse_duration, parse_timestamp

_SQUEUE = FIELD.join(["7", "RUNNING", "None", "0:25", "1:00:00", "2026-11-23T21:41:49", "r01c01"]) + RECORD + "\n"
_SACCT = (
    FIELD.join(
        [
            "7",
            "CANCELLED by 51001",
            "0:15",
            "Unknown",
            "1795713612",
            "1795713616",
            "00:00:04",
            "UNLIMITED",
            "None",
            "n1",
        ]
    )
    + "\n"
)


def test_formats_hold_nothing_that_a_user_chooses() -> None:
    assert not set("".join(commands.squeue()[-1])) & set("jokZu")
    assert "JobName" not in commands.sacct([1, 2])[-1]
    assert "-j 1,2 -o" in " ".join(commands.sacct([1, 2]))
    assert [commands.program(argv) for argv in (commands.squeue(), commands.sacct([1]), ["scancel", "1"])] == [
        "squeue",
        "sacct",
        "scancel",
    ]


def test_a_cancelled_row_loses_who_did_it() -> None:
    status = parse_sacct(_SACCT, {7}).jobs[7]
    assert (status.state, status.end, status.time_limit_s, status.terminal) == ("CANCELLED", 1795713616, None, True)


def test_a_row_without_an_end_is_not_written_yet() -> None:
    status = parse_sacct(_SACCT.replace("1795713616", "Unknown"), {7}).jobs[7]
    assert (status.state, status.terminal) == ("CANCELLED", False)


def test_only_what_was_asked_for_is_read() -> None:
    assert parse_squeue(_SQUEUE, {8}).jobs == {}
    assert parse_squeue(_SQUEUE.replace("7" + FIELD, "8_7" + FIELD), {7}).jobs == {}
    assert parse_squeue(_SQUEUE.replace("RUNNING", "what?"), {8}).dropped == 0
    unclear = parse_squeue(_SQUEUE.replace("RUNNING", "what?"), {7})
    assert (unclear.jobs, unclear.unread, unclear.dropped) == ({}, {7}, 0)


OTHER = _SQUEUE.replace("7" + FIELD, "500" + FIELD)
STRANGE = _SQUEUE.replace("7" + FIELD, "j500.x/3" + FIELD)


@pytest.mark.parametrize("line", [STRANGE, "Welcome to LUMI\n", "", OTHER.replace("RUNNING", "what?")])
def test_what_is_said_of_another_job_or_of_none_holds_nothing_back(line: str) -> None:
    for text in (line + OTHER, OTHER + line, OTHER + line + OTHER):
        answer = parse_squeue(text, {7, 8})
        assert (answer.jobs, answer.unread, answer.dropped) == ({}, frozenset(), 0)


@pytest.mark.parametrize("line", ["7" + STRANGE[5:], STRANGE.replace("500", "7"), "Job 7 was purged\n"])
def test_what_may_be_said_of_ours_holds_it_back_and_no_other(line: str) -> None:
    answer = parse_squeue(OTHER + line.replace("j7.x", "j7 x") + _SQUEUE.replace("7" + FIELD, "8" + FIELD), {7, 8, 9})
    assert (set(answer.jobs), answer.unread, answer.dropped) == ({8}, {7}, 0)


def test_a_part_that_cannot_be_read_holds_back_the_whole_job() -> None:
    parts = [_SQUEUE.replace("7" + FIELD, f"7_{task}" + FIELD) for task in (1, 2)]
    ended = parts[0].replace("RUNNING", "COMPLETED")
    assert parse_squeue(ended + parts[1].replace("RUNNING", "what?"), {7}).jobs == {}
    assert parse_squeue(ended + parts[1], {7}).jobs[7].state == "RUNNING"


@pytest.mark.parametrize(
    "text", ["Welcome\n", OTHER + "1", OTHER + OTHER[:9], OTHER + OTHER[:9] + "\n" + OTHER, OTHER[:-1]]
)
def test_where_a_record_may_be_missing_all_are_held_back(text: str) -> None:
    assert parse_squeue(text, {7}).dropped


@given(st.integers(0, len(_SQUEUE) - 3))
def test_a_cut_squeue_record_is_dropped(length: int) -> None:
    answer = parse_squeue(_SQUEUE[:length], {7})
    assert answer.jobs == {}
    assert answer.dropped == (1 if length else 0)


@given(st.integers(1, len(_SACCT) - 1))
def test_a_cut_sacct_line_is_dropped(length: int) -> None:
    answer = parse_sacct(_SACCT[:length], {7})
    assert (dict(answer.jobs), answer.dropped) == ({}, 1)


@given(st.text())
def test_noise_never_becomes_a_job(noise: str) -> None:
    for text in (noise, noise + _SQUEUE):
        jobs = parse_squeue(text, {7, 8}).jobs
        assert set(jobs) <= {7}
        assert all(status.state == "RUNNING" for status in jobs.values())
    parse_sacct(noise, {7})
    assert parse_scontrol_job(noise, 7) is None


def test_a_job_name_cannot_speak_for_the_job() -> None:
    text = (
        "JobId=7 JobName=x JobState=COMPLETED\n   JobState=RUNNING Reason=None\n"
        "   RunTime=00:01:00 TimeLimit=UNLIMITED\n"
    )
    status = parse_scontrol_job(text, 7)
    assert status is not None
    assert (status.state, status.elapsed_s) == ("RUNNING", 60)


@pytest.mark.parametrize(
    ("text", "job_id"),
    [
        ("7\n", 7),
        ("7;lumi\n", 7),
        ("Welcome to the cluster\n\n123456\n", 123456),
        ("7\n8\n", None),
        ("Submitted batch job 7\n", None),
        ("0\n", None),
        ("", None),
        ("7x\n", None),
    ],
)
def test_job_id_or_nothing(text: str, job_id: int | None) -> None:
    assert parse_job_id(text) == job_id


@pytest.mark.parametrize(
    ("code", "out", "err", "kind"),
    [
        (None, "", "", "unclear"),
        (0, "", "", "unclear"),
        (0, "7\n", "sbatch: warning: something\n", "accepted"),
        (1, "", "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation", "unclear"),
        (1, "", "sbatch: error: invalid partition specified: x\nsbatch: error: Unable to contact", "unclear"),
        (1, "", "", "unclear"),
        (137, "", "", "unclear"),
        (127, "", "sbatch: command not found", "refused"),
        (127, "4242\n", "/opt/site/log: command not found", "unclear"),
        (1, "4242;wice\n", "sbatch: line 9: logger: command not found", "unclear"),
    ],
)
def test_only_a_clear_no_is_a_no(code: int | None, out: str, err: str, kind: str) -> None:
    assert classify(code, out, err).kind == kind


@given(st.integers(0, 10**7))
def test_durations(seconds: int) -> None:
    days, rest = divmod(seconds, 86400)
    clock = f"{rest // 3600}:{rest % 3600 // 60:02d}:{rest % 60:02d}"
    assert parse_duration(f"{days}-{clock}") == seconds
    if not days:
        assert parse_duration(clock) == seconds


def test_times_that_are_not_known() -> None:
    assert [parse_duration(text) for text in ("UNLIMITED", "INVALID", "0:04", "1-00:00:00")] == [None, None, 4, 86400]
    assert [parse_timestamp(text) for text in ("N/A", "Unknown", "None")] == [None, None, None]
    for text in ("soon", "1:2", "-1:00"):
        with pytest.raises(ValueError, match="duration"):
            parse_duration(text)
