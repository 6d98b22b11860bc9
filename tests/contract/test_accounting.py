"""sacct: rows, fields and separators."""

from __future__ import annotations

import re

from tests.contract.under_test import SlurmUnderTest


def test_the_default_table(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "-J", "a-long-job-name", "-A", "project_2001659")
    slurm.wait(job_id)
    slurm.recorded(job_id)
    assert slurm.out("sacct", "-j", str(job_id)).splitlines() == [
        "JobID           JobName  Partition    Account  AllocCPUS      State ExitCode ",
        "------------ ---------- ---------- ---------- ---------- ---------- -------- ",
        f"{job_id:<12} a-long-jo+ {slurm.single:>10} project_2+          1  COMPLETED      0:0 ",
        f"{f'{job_id}.batch':<12}      batch            project_2+          1  COMPLETED      0:0 ",
    ]


def test_fields_of_a_job_and_its_script(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("exit 3", "--gres=gpu:1", "--mem=1G", "-t", "5", "-c", "2")
    slurm.wait(job_id)
    fields = "JobID,JobIDRaw,State,ExitCode,DerivedExitCode,Reason,Timelimit,NNodes,NCPUS,ReqMem,AllocTRES,WorkDir"
    tres = f"cpu=2,gres/gpu:{slurm.gpu}=1,gres/gpu=1,mem=1G,node=1"
    assert slurm.sacct(job_id, fields) == [
        [str(job_id)] * 2
        + ["FAILED", "3:0", "0:0", "None", "00:05:00", "1", "2", "1G", f"billing=2,{tres}", str(slurm.work)],
        [f"{job_id}.batch"] * 2 + ["FAILED", "3:0", "", "", "", "1", "2", "", tres, ""],
    ]


def test_times(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("until [ -e go ]; do sleep 0.1; done; sleep 1.2")
    slurm.wait(job_id, "RUNNING")
    assert slurm.sacct(job_id, "State,End", "-X") == [["RUNNING", "Unknown"]]
    (slurm.work / "go").touch()
    slurm.wait(job_id)
    elapsed, raw, start, end = slurm.sacct(job_id, "Elapsed,ElapsedRaw,Start,End", "-X")[0]
    assert elapsed == f"00:00:{raw:>02}"
    assert int(raw) >= 1
    assert start < end


def test_separators_widths_and_headings(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "-J", 'q"uote')
    slurm.wait(job_id)
    slurm.recorded(job_id)
    words = ("sacct", "-X", "-j", str(job_id))
    assert slurm.out(*words, "-P", "-o", "jobid,State") == f"JobID|State\n{job_id}|COMPLETED\n"
    assert slurm.out(*words, "-n", "-p", "-o", "jobid,state") == f"{job_id}|COMPLETED|\n"
    assert slurm.out(*words, "-n", "-P", "--delimiter=\x1f", "-o", "JobName,State") == "q`uote\x1fCOMPLETED\n"
    assert slurm.out(*words, "-n", "-o", "State%4,JobName%-8") == "COM+ q`uote   \n"


def test_a_field_that_does_not_exist(slurm: SlurmUnderTest) -> None:
    done = slurm.run("sacct", "-o", "JobID,Nonsense")
    assert (done.returncode, done.stderr) == (1, 'sacct: error: Invalid field requested: "Nonsense"\n')


def test_an_unknown_job_is_no_error(slurm: SlurmUnderTest) -> None:
    assert slurm.sacct(999999, "JobID") == []


def test_filters(slurm: SlurmUnderTest) -> None:
    good, bad = slurm.wrap("true", "-J", "good"), slurm.wrap("false", "-J", "bad")
    slurm.wait(good)
    slurm.wait(bad)
    slurm.recorded(good, bad)

    def ids(*words: str) -> list[str]:
        return slurm.out("sacct", "-X", "-n", "-P", "-o", "jobid", *words).split()

    assert ids()[-2:] == [str(good), str(bad)]
    # Some releases look at no past state unless both ends are given.
    failed = ids("-s", "FAILED", "-S", "2001-01-01", "-E", "now")
    assert failed[-1:] == ids("--name=bad") == [str(bad)]
    assert str(good) not in failed
    assert ids("-S", "2001-01-01", "-E", "2001-01-02") == []


def test_a_user_that_does_not_exist(slurm: SlurmUnderTest) -> None:
    done = slurm.run("sacct", "-u", "nosuchuser")
    assert (done.returncode, done.stderr) == (1, "sacct: error: Invalid user id: nosuchuser\n")


def test_the_row_of_a_waiting_job(slurm: SlurmUnderTest) -> None:
    slurm.wait(slurm.wrap("sleep 300", "--exclusive"), "RUNNING")
    job_id = slurm.wrap("true")
    assert slurm.sacct(job_id, "JobID,State,Start,End,Elapsed,NodeList") == [
        [str(job_id), "PENDING", "Unknown", "Unknown", "00:00:00", "None assigned"]
    ]


def test_memory_that_was_used(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("python3 -c \"x = bytearray(b'x') * (60 << 20); import time; time.sleep(1.2)\"")
    slurm.wait(job_id)
    used = slurm.sacct(job_id, "MaxRSS")[1][0]
    # A size that divides well is given in the next larger unit.
    assert re.fullmatch(r"\d+K|\d+\.\d\dM", used)
    assert 60 << 20 < float(used[:-1]) * {"K": 1 << 10, "M": 1 << 20}[used[-1]] < 200 << 20
