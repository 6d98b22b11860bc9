"""squeue, sinfo and scontrol: who waits for what, and how it is printed."""

from __future__ import annotations

import re

import pytest
from tests.contract.under_test import SlurmUnderTest

from llmtui.slurm.commands import squeue
from llmtui.slurm.parse import parse_squeue


def test_the_default_format(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("sleep 300", "-J", "long-name-of-job")
    slurm.wait(job_id, "RUNNING")
    header, line = slurm.out("squeue").splitlines()
    assert header == "             JOBID PARTITION     NAME     USER ST       TIME  NODES NODELIST(REASON)"
    user, node = slurm.squeue(job_id, "%u"), slurm.squeue(job_id, "%N")
    assert re.fullmatch(rf"{job_id:18d} {slurm.single:>9} long-nam {user:>8.8}  R       0:0\d      1 {node}", line)


def test_first_come_first_served(slurm: SlurmUnderTest) -> None:
    first = slurm.wrap("sleep 300", "--exclusive")
    slurm.wait(first, "RUNNING")
    second = slurm.wrap("true", f"-c{slurm.cpus}")
    third = slurm.wrap("true")
    assert slurm.becomes(second, "%T|%r|%R|%N", "PENDING|Resources|(Resources)|")
    assert slurm.becomes(third, "%T|%r", "PENDING|Priority")
    slurm.out("scancel", str(first))
    assert [slurm.wait(job_id) for job_id in (first, second, third)] == ["CANCELLED", "COMPLETED", "COMPLETED"]
    starts = [slurm.sacct(job_id, "Start", "-X") for job_id in (first, second, third)]
    assert starts == sorted(starts)


def test_jobs_that_fit_run_side_by_side(slurm: SlurmUnderTest) -> None:
    job_ids = [slurm.wrap("sleep 300") for _ in range(slurm.cpus + 1)]
    assert [slurm.wait(job_id, "RUNNING") for job_id in job_ids[:-1]] == ["RUNNING"] * slurm.cpus
    assert slurm.becomes(job_ids[-1], "%T|%r", "PENDING|Resources")
    slurm.out("scancel", str(job_ids[0]))
    assert slurm.wait(job_ids[-1], "RUNNING") == "RUNNING"


def test_gpus_and_memory_are_counted(slurm: SlurmUnderTest) -> None:
    first = slurm.wrap("sleep 300", "--gres=gpu:2", "--mem=1G")
    slurm.wait(first, "RUNNING")
    second = slurm.wrap("sleep 300", "--gpus-per-node=1")
    assert slurm.becomes(second, "%T|%r", "PENDING|Resources")
    assert slurm.squeue(first, "%b|%m|%C|%D") == f"gres{'/' if slurm.since(23, 2) else ':'}gpu:2|1G|1|1"
    slurm.out("scancel", str(first))
    assert slurm.wait(second, "RUNNING") == "RUNNING"


def test_a_job_over_the_partitions_time_waits(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "-t", "300-00:00:00")
    assert slurm.becomes(job_id, "%T|%r|%R", "PENDING|PartitionTimeLimit|(PartitionTimeLimit)")
    assert slurm.wait(slurm.wrap("true")) == "COMPLETED"


def test_fields_and_widths(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("sleep 300", "-t", "10:00", "-A", "proj", "--comment=c", "-c", "2", "-N1", "--mem=3G")
    slurm.wait(job_id, "RUNNING")
    text = slurm.squeue(job_id, "%i|%A|%F|%K|%a|%P|%q|%T|%t|%r|%l|%D|%C|%m|%b|%Z|%o|%k")
    assert text == (
        f"{job_id}|{job_id}|{job_id}|N/A|proj|{slurm.single}|normal|RUNNING|R|None|10:00|1|2|3G|N/A|"
        f"{slurm.work}|(null)|c"
    )
    assert slurm.squeue(job_id, "<%6t|%.6t|%.1T>") == "<R     |     R|R>"
    assert re.fullmatch(r"0:0\d\|(10:00|9:5\d)", slurm.squeue(job_id, "%M|%L"))
    assert re.fullmatch(r"[\dT:-]{19}\|[\dT:-]{19}\|[\dT:-]{19}", slurm.squeue(job_id, "%S|%e|%V"))
    assert slurm.out("squeue", "-t", "all", "-o", "%i %T").splitlines()[0] == "JOBID STATE"


def test_filters(slurm: SlurmUnderTest) -> None:
    running, waiting = slurm.wrap("sleep 300", "--exclusive", "-J", "one"), slurm.wrap("true", "-J", "two")
    slurm.wait(running, "RUNNING")

    def ids(*words: str) -> list[str]:
        return slurm.out("squeue", "-h", "-o", "%i", *words).split()

    assert ids("--me") == ids("-u", slurm.squeue(running, "%u")) == [str(waiting), str(running)]
    assert ids("-t", "PD") == ids("--states=pending") == ids("-n", "two") == [str(waiting)]
    assert ids("-j", f"{running},999999") == ids("--name=one") == [str(running)]
    assert ids("-p", "nosuch") == ids("-t", "completed", "-n", "one,two") == []


def test_errors_of_squeue(slurm: SlurmUnderTest) -> None:
    done = slurm.run("squeue", "-j", "999999")
    assert (done.returncode, done.stderr) == (1, "slurm_load_jobs error: Invalid job id specified\n")
    done = slurm.run("squeue", "-u", "no-such-user")
    assert (done.returncode, done.stderr) == (0, "squeue: error: Invalid user: no-such-user\n\n")


def test_scontrol_show_job(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("sleep 300", "-J", "a name", "--gres=gpu:1", "--mem=2G", "-c2", "-t", "5")
    slurm.wait(job_id, "RUNNING")
    text = slurm.out("scontrol", "show", "job", str(job_id))
    assert text.startswith(f"JobId={job_id} JobName=a name\n   UserId=")
    shown = slurm.shown(job_id)
    assert {key: shown[key] for key in ("JobState", "Reason", "TimeLimit", "NumNodes", "NumCPUs", "StdIn")} == {
        "JobState": "RUNNING",
        "Reason": "None",
        "TimeLimit": "00:05:00",
        "NumNodes": "1",
        "NumCPUs": "2",
        "StdIn": "/dev/null",
    }
    allocated = "AllocTRES" if slurm.since(23, 2) else "TRES"
    assert f"   {allocated}=cpu=2,mem=2G,node=1,billing=2,gres/gpu=1,gres/gpu:{slurm.gpu}=1\n" in text
    assert f"   StdOut={slurm.work}/slurm-{job_id}.out\n" in text
    assert f"   TresPerNode=gres{'/' if slurm.since(23, 2) else ':'}gpu:1\n" in text


def test_scontrol_show_job_that_is_unknown(slurm: SlurmUnderTest) -> None:
    done = slurm.run("scontrol", "show", "job", "999999")
    assert (done.returncode, done.stderr) == (1, "slurm_load_jobs error: Invalid job id specified\n")


@pytest.mark.parametrize(
    ("expression", "names"),
    [("n[1-3,07-08]", "n1 n2 n3 n07 n08"), ("a,b[1]", "a b1"), ("127.0.0.[1-2]", "127.0.0.1 127.0.0.2")],
)
def test_scontrol_show_hostnames(slurm: SlurmUnderTest, expression: str, names: str) -> None:
    assert slurm.out("scontrol", "show", "hostnames", expression).split() == names.split()


def test_scontrol_show_config_and_ping(slurm: SlurmUnderTest) -> None:
    text = slurm.out("scontrol", "show", "config")
    assert re.search(r"^MinJobAge +=", text, re.MULTILINE)
    assert re.search(r"^SLURM_VERSION +=", text, re.MULTILINE)
    assert slurm.out("scontrol", "ping").endswith(" is UP\n")


def test_sinfo_counts_nodes_by_state(slurm: SlurmUnderTest) -> None:
    fields = ("sinfo", "-h", "-p", slurm.single, "-o", "%a|%D|%T|%t|%G|%c")
    assert slurm.out(*fields) == f"up|1|idle|idle|gpu:{slurm.gpu}:2|{slurm.cpus}\n"
    slurm.wait(slurm.wrap("sleep 300"), "RUNNING")
    assert slurm.out(*fields).split("|")[2:4] == ["mixed", "mix"]
    slurm.wait(slurm.wrap("sleep 300", f"-c{slurm.cpus - 1}"), "RUNNING")
    assert slurm.out(*fields).split("|")[2:4] == ["allocated", "alloc"]
    assert slurm.out("sinfo").splitlines()[0] == "PARTITION AVAIL  TIMELIMIT  NODES  STATE NODELIST"
    assert slurm.out("sinfo", "-s", "-h", "-p", slurm.multi, "-o", "%P %F") == f"{slurm.multi} 1/1/0/2\n"


def test_every_command_says_its_version(slurm: SlurmUnderTest) -> None:
    for command in ("sbatch", "squeue", "sacct", "scancel", "sinfo", "srun", "scontrol"):
        assert re.match(r"slurm(-wlm)? \d+\.\d+", slurm.out(command, "--version")), command


def test_jobs_asked_for_by_number(slurm: SlurmUnderTest) -> None:
    """An id that nobody knows is left out, where it is not the only word: so a look never fails for it."""
    known = slurm.wrap("true", "--hold")
    for ids in ([known], [known, 999999], [999999], [999999, 999998]):
        words = squeue(ids)
        answer = parse_squeue(slurm.out(*words[words.index("squeue") :]), {*ids})
        assert (set(answer.jobs), answer.unread, answer.dropped) == ({known} & set(ids), frozenset(), 0)
