"""squeue -O: fields by name, their headings and their widths."""

from __future__ import annotations

import re

from tests.contract.under_test import SlurmUnderTest


def _line(slurm: SlurmUnderTest, job_id: int, fields: str) -> str:
    return slurm.out("squeue", "-h", "-j", str(job_id), "-O", fields).rstrip("\n")


def test_a_field_is_twenty_bytes_wide_unless_said_otherwise(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "--hold", "-J", "a name")
    text = slurm.out("squeue", "-j", str(job_id), "-O", "JobID,Name,State")
    assert text.splitlines() == [
        f"{'JOBID':<20}{'NAME':<20}{'STATE':<20}",
        f"{job_id:<20}{'a name':<20}{'PENDING':<20}",
    ]
    assert _line(slurm, job_id, "JobID:.8,Name:4,State: ,Reason:.20|,TimeUsed:x") == (
        f"{job_id:>8}a naPENDING {'JobHeldUser':>20}|0:00x"
    )


def test_names_and_headings(slurm: SlurmUnderTest) -> None:
    words = "JobID,JobArrayID,ArrayJobID,ArrayTaskID,Partition,StateCompact,ReasonList,NumNodes,NumCPUs,SubmitTime"
    more = "TimeLimit,TimeLeft,StartTime,EndTime,WorkDir,STDOUT,tres-per-node,RestartCnt,Requeue,Dependency,UserName"
    fields = ",".join(f"{name}:|" for name in f"{words},{more}".split(","))
    assert slurm.out("squeue", "-O", fields).splitlines()[0] == (
        "JOBID|JOBID|ARRAY_JOB_ID|ARRAY_TASK_ID|PARTITION|ST|NODELIST(REASON)|NODES|CPUS|SUBMIT_TIME|TIME_LIMIT|"
        "TIME_LEFT|START_TIME|END_TIME|WORK_DIR|STDOUT|TRES_PER_NODE|RESTART_COUNT|REQUEUE|DEPENDENCY|USER|"
    )


def test_values(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("sleep 300", "-c2", "-t", "10:00", "--requeue", "--comment=c", "-N1")
    slurm.wait(job_id, "RUNNING")
    fields = "JobArrayID,ArrayTaskID,State,Reason,TimeLimit,NumCPUs,NumNodes,Comment,RestartCnt,Requeue,Dependency"
    text = _line(slurm, job_id, ",".join(f"{name}:|" for name in fields.split(",")))
    assert text == f"{job_id}|N/A|RUNNING|None|10:00|2|1|c|0|1|(null)|"
    assert re.fullmatch(
        r"[\dT:-]{19}\|[\dT:-]{19}\|0:\d\d\|", _line(slurm, job_id, "StartTime:|,SubmitTime:|,TimeUsed:|")
    )
    assert _line(slurm, job_id, "reasonlist:|,NODELIST:|") == "|".join([slurm.squeue(job_id, "%N")] * 2) + "|"


def test_an_array(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "--array=5-9%2", "--hold")
    text = _line(slurm, job_id, "JobArrayID:|,JobID:|,ArrayJobID:|,ArrayTaskID:|")
    assert text == f"{job_id}_[5-9%2]|{job_id}|{job_id}|5-9%2|"


def test_a_field_that_does_not_exist_is_told_and_left_out(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "--hold")
    done = slurm.run("squeue", "-h", "-j", str(job_id), "-O", "Nonsense,JobID:|")
    assert (done.returncode, done.stdout) == (0, f"{job_id}|\n")
    assert done.stderr.startswith("squeue: error: Invalid job format specification: Nonsense\n")


def test_names_and_letters_at_once_are_refused(slurm: SlurmUnderTest) -> None:
    done = slurm.run("squeue", "-O", "JobID", "-o", "%i")
    assert done.returncode == 1
    assert " is incompatible with " in done.stderr
