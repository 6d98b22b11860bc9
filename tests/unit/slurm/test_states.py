"""All state words in all their forms, job ids in all theirs, several runs of one job."""

from __future__ import annotations

import pytest

from llmtui.domain.states import BASE_STATES, FLAG_STATES, QUEUED_STATES, STARTING_STATES, STATES, TERMINAL_STATES
from llmtui.slurm.commands import FIELD
from llmtui.slurm.jobids import base_id
from llmtui.slurm.parse import parse_sacct, parse_scontrol_job
from llmtui.slurm.states import SHORT_STATES, read_state


def test_there_are_29_words() -> None:
    assert (len(BASE_STATES), len(FLAG_STATES), len(STATES)) == (12, 17, 29)
    assert set(SHORT_STATES.values()) <= STATES
    assert not TERMINAL_STATES & (QUEUED_STATES | STARTING_STATES)


@pytest.mark.parametrize("state", sorted(STATES))
def test_long_forms(state: str) -> None:
    assert read_state(state) == read_state(f" {state} ") == state
    assert read_state(f"{state} by 0") == read_state(f"{state} by 51001") == state


@pytest.mark.parametrize(("short", "state"), SHORT_STATES.items())
def test_short_forms(short: str, state: str) -> None:
    assert read_state(short) == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("OUT_OF_ME+", "OUT_OF_MEMORY"),
        ("CANCELLED+", "CANCELLED"),
        ("NODE_FAI+", "NODE_FAIL"),
        ("COMPLET+", "COMPLET+"),
        ("RE+", "RE+"),
        ("WORD_OF_TOMORROW", "WORD_OF_TOMORROW"),
        ("XX", "XX"),
        ("CANCELLED,COMPLETING", "COMPLETING"),
        ("COMPLETED,UPDATE_DB", "UPDATE_DB"),
        ("PENDING,EXPEDITING", "EXPEDITING"),
    ],
)
def test_cut_and_joined_and_new_words(text: str, state: str) -> None:
    assert read_state(text) == state
    assert state in STATES or state not in TERMINAL_STATES


@pytest.mark.parametrize(
    "text", ["", "completed", "7", "COMPLETED?", "CANCELLED by alice", "A B", "<b>", "RUNNING\x1b"]
)
def test_what_is_no_state(text: str) -> None:
    with pytest.raises(ValueError, match="not a state"):
        read_state(text)


@pytest.mark.parametrize(
    ("text", "job_id"),
    [
        ("1", 1),
        ("123", 123),
        ("67108863", 67108863),
        ("67108864", 67108864),
        ("201326593", 201326593),
        ("4294967293", 4294967293),
        ("123_4", 123),
        ("123_0", 123),
        ("123_4000000", 123),
        ("123_[1-9]", 123),
        ("123_[5-9%2]", 123),
        ("123_[1,3,5]", 123),
        ("123_[1,3,5-7%4]", 123),
        ("123_[0-39%4]", 123),
        ("123_[1-9:2]", 123),
        ("123_[1-9:2%3]", 123),
        ("123_[7]", 123),
        ("123_[1-10,12,14,16,18,20,...]", 123),
        ("123_[1-10,12,...]%4", 123),
        ("123_[2-9%1]", 123),
        ("123+0", 123),
        ("123+1", 123),
        ("123+12", 123),
        ("123_4+1", 123),
        ("67108864_[0-9]", 67108864),
        ("0", None),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("123.batch", None),
        ("123.0", None),
        ("123.extern", None),
        ("123_4.batch", None),
        ("123+1.0", None),
        ("123_", None),
        ("123_[", None),
        ("123_[]", None),
        ("123+", None),
        ("4294967295", None),
        ("99999999999", None),
        ("١٢٣", None),
        ("123;lumi", None),
        ("123 456", None),
        ("\x1b[31m123", None),
    ],
)
def test_ids(text: str, job_id: int | None) -> None:
    assert base_id(text) == job_id


def sacct(*rows: tuple[str, str, str, str, str]) -> str:
    """Lines of id, state, submit, start and end."""
    texts = [[job_id, state, "0:0", *times, "0:10", "1:00", "None", "n1"] for job_id, state, *times in rows]
    return "".join(FIELD.join(fields) + "\n" for fields in texts)


DAY = 86400
NOW = 1_795_713_612


def test_runs_of_a_job_that_was_put_back_are_counted() -> None:
    text = sacct(
        ("7", "REQUEUED", str(NOW), str(NOW), str(NOW + 5)),
        ("7", "NODE_FAIL", str(NOW + 5), str(NOW + 130), str(NOW + 200)),
        ("7", "COMPLETED", str(NOW + 200), str(NOW + 330), str(NOW + 400)),
    )
    lines = text.splitlines(keepends=True)
    for ordered in (lines, lines[::-1], [lines[1], lines[2], lines[0]]):
        status = parse_sacct("".join(ordered), {7}).jobs[7]
        assert (status.state, status.restarts, status.end) == ("COMPLETED", 2, NOW + 400)


def test_a_job_that_is_in_the_queue_again_has_not_ended() -> None:
    text = sacct(
        ("7", "FAILED", str(NOW), str(NOW), str(NOW + 5)), ("7", "PENDING", str(NOW + 5), "Unknown", "Unknown")
    )
    status = parse_sacct(text, {7}).jobs[7]
    assert (status.state, status.restarts, status.terminal) == ("PENDING", 1, False)


def test_a_number_that_was_given_before_is_another_job() -> None:
    old = ("7", "FAILED", str(NOW - 900 * DAY), str(NOW - 900 * DAY), str(NOW - 899 * DAY))
    new = ("7", "COMPLETED", str(NOW), str(NOW), str(NOW + 10))
    assert parse_sacct(sacct(old), {7}, {7: NOW}).jobs == {}
    assert parse_sacct(sacct(old), {7}).jobs[7].state == "FAILED"
    status = parse_sacct(sacct(old, new), {7}, {7: NOW}).jobs[7]
    assert (status.state, status.restarts) == ("COMPLETED", 0)
    # A cluster's clock that is a day off makes no stranger of a job.
    assert 7 in parse_sacct(sacct(new), {7}, {7: NOW + DAY}).jobs


def test_an_array_is_as_alive_as_its_liveliest_task() -> None:
    done = ("7_0", "COMPLETED", str(NOW), str(NOW), str(NOW + 5))
    failed = ("7_1", "FAILED", str(NOW), str(NOW), str(NOW + 5))
    waits = ("7_[2-9%1]", "PENDING", str(NOW), "Unknown", "Unknown")
    states = [parse_sacct(sacct(*rows), {7}).jobs[7].state for rows in ([done, waits], [done, failed], [done])]
    assert states == ["PENDING", "FAILED", "COMPLETED"]
    running = ("7_2", "RUNNING", str(NOW), str(NOW), "Unknown")
    assert parse_sacct(sacct(waits, failed, running), {7}).jobs[7].state == "RUNNING"


def test_scontrol_counts_restarts_and_knows_what_may_come_back() -> None:
    text = "JobId=7 JobName=x\n   JobState=PREEMPTED Reason=None\n   Requeue=1 Restarts=3 BatchFlag=1 ExitCode=0:0\n"
    status = parse_scontrol_job(text, 7)
    assert status is not None
    assert (status.restarts, status.terminal) == (3, False)
    for word in ("ArrayJobId=7 ArrayTaskId=2", "HetJobId=7 HetJobOffset=0"):
        assert parse_scontrol_job(text.replace("JobName", f"{word} JobName"), 7) is None
    assert parse_scontrol_job(text.replace("JobName=x", "JobName=ArrayJobId=7"), 7) is not None
