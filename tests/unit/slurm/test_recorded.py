"""The parsers on what three versions of Slurm really printed."""

from __future__ import annotations

import re

import pytest

from llmtui.slurm.outcome import classify
from llmtui.slurm.parse import parse_sacct, parse_scontrol_job, parse_squeue
from llmtui.slurm.words import reason_text

from .samples import VERSIONS, blocks, sacct_answer, squeue_answer, table

pytestmark = pytest.mark.parametrize("version", VERSIONS)


def base(row: dict[str, str]) -> int:
    """The number that sbatch printed."""
    return int(re.split(r"[_+]", row["JobID"])[0])


def test_squeue_of_jobs_in_many_states(version: str) -> None:
    rows = table(blocks(version, "squeue-format")[0])
    plain = {int(row["JOBID"]) for row in rows if row["JOBID"].isdigit()}
    answer = parse_squeue(squeue_answer(rows), plain)
    assert answer.dropped == 0
    assert set(answer.jobs) == plain
    by_name = {row["NAME"]: answer.jobs[int(row["JOBID"])] for row in rows if row["JOBID"].isdigit()}
    assert by_name["running"].state == "RUNNING"
    assert by_name["running"].time_limit_s == 600
    assert by_name["running"].reason == ""
    assert by_name["running"].nodes.startswith("r01g")
    assert by_name["suspended"].state == "SUSPENDED"
    assert by_name["BeginTime"].reason == "BeginTime"
    assert by_name["Maintenance"].reason == "ReqNodeNotAvail, Reserved for maintenance"
    assert by_name["Licenses"].start is None


def test_every_recorded_reason_has_words(version: str) -> None:
    rows = table(blocks(version, "squeue-format")[0])
    reasons = {row["REASON"] for row in rows if row["STATE"] == "PENDING"}
    assert len(reasons) > 10
    assert {reason for reason in reasons if reason_text("PENDING", reason, "") == reason} == set()


def test_sacct_of_jobs_that_ended_in_many_ways(version: str) -> None:
    rows = [row for row in table(blocks(version, "sacct-parsable2")[0]) if "." not in row["JobID"]]
    answer = parse_sacct(sacct_answer(rows), {base(row) for row in rows})
    assert answer.dropped == 0
    ends = {row["JobName"]: answer.jobs[base(row)] for row in rows}
    assert ends["sweep"].state == "FAILED", "one task of the array failed"
    assert (ends["train-ok"].state, ends["train-ok"].exit_code) == ("COMPLETED", "0:0")
    assert (ends["exit3"].state, ends["exit3"].exit_code) == ("FAILED", "3:0")
    assert (ends["segv"].state, ends["segv"].exit_code) == ("FAILED", "0:11")
    assert (ends["timeout"].state, ends["timeout"].time_limit_s) == ("TIMEOUT", 60)
    assert (ends["oom-batch"].state, ends["oom-batch"].exit_code) == ("OUT_OF_MEMORY", "0:125")
    assert ends["node-fail"].state == "NODE_FAIL"
    assert ends["cancel-running"].state == ends["cancel-by-root"].state == "CANCELLED"
    assert ends["cancel-pending"].nodes == ""
    assert ends["train-ok"].end is not None
    assert ends["train-ok"].start is not None
    assert ends["train-ok"].end - ends["train-ok"].start == ends["train-ok"].elapsed_s == 3


def test_sacct_while_jobs_run(version: str) -> None:
    recorded = blocks(version, "sacct-live")[1].out
    heads = ["JobID", "JobIDRaw", "State", "Reason", "Start", "End", "Elapsed", "NodeList"]
    rows = [dict(zip(heads, line.split("|"), strict=True)) for line in recorded.splitlines()]
    text = sacct_answer([{**row, "ExitCode": "0:0", "Submit": "Unknown", "Timelimit": "00:10:00"} for row in rows])
    answer = parse_sacct(text, {base(row) for row in rows})
    assert answer.dropped == 0
    running, pending = answer.jobs[int(rows[0]["JobID"])], answer.jobs[int(rows[1]["JobID"])]
    assert (running.state, running.end) == ("RUNNING", None)
    assert (pending.state, pending.start, pending.nodes) == ("PENDING", None, "")
    assert len(answer.jobs) == len(rows) - 1
    assert answer.jobs[base(rows[-1])].state == "RUNNING", "one task runs, the others wait"


def test_scontrol_of_ended_jobs(version: str) -> None:
    found = {}
    for block in blocks(version, "scontrol-ended"):
        job_id = int(block.command.rpartition(" ")[2])
        name = block.out.split("JobName=")[1].split()[0]
        found[name] = parse_scontrol_job(block.out, job_id)
        assert parse_scontrol_job(block.out, job_id + 1) is None
    timeout, oom = found["timeout"], found["oom-batch"]
    assert timeout is not None
    assert (timeout.state, timeout.reason, timeout.time_limit_s) == ("TIMEOUT", "TimeLimit", 60)
    assert oom is not None
    assert (oom.state, oom.exit_code, oom.nodes) == ("OUT_OF_MEMORY", "0:125", "r01c01")


def test_submissions_that_were_taken(version: str) -> None:
    taken = [block for block in blocks(version, "sbatch-ok") if "--test-only" not in block.command]
    parsable = [block for block in taken if "--parsable" in block.command]
    assert [classify(block.exit_code, block.out, block.err).job_id for block in parsable] == [int(parsable[0].out)]
    chatty = [block for block in taken if "--parsable" not in block.command]
    assert [classify(block.exit_code, block.out, block.err).kind for block in chatty] == ["unclear"] * len(chatty)


def test_submissions_that_were_refused(version: str) -> None:
    refused = [block for block in blocks(version, "sbatch-errors") if "sbatch" in block.command and block.exit_code]
    assert len(refused) >= 15
    for block in refused:
        outcome = classify(block.exit_code, block.out, block.err)
        assert outcome.kind == "refused", block
        assert outcome.text
        assert "sbatch: error" not in outcome.text


def test_a_controller_that_is_away_is_no_refusal(version: str) -> None:
    away = [block for block in blocks(version, "daemons-away") if "sbatch" in block.command and block.exit_code]
    assert away
    for block in away:
        assert classify(block.exit_code, block.out, block.err).kind == "unclear"
