"""--dependency: when a job may start after others, and when it never can."""

from __future__ import annotations

import pytest
from tests.contract.under_test import SlurmUnderTest

_NEVER = "PENDING|DependencyNeverSatisfied"


@pytest.mark.parametrize(
    ("kind", "after_good", "after_bad"),
    [
        ("afterok", "COMPLETED|None", _NEVER),
        ("afternotok", _NEVER, "COMPLETED|None"),
        ("afterany", "COMPLETED|None", "COMPLETED|None"),
    ],
)
def test_after_the_end_of_another_job(slurm: SlurmUnderTest, kind: str, after_good: str, after_bad: str) -> None:
    good, bad = slurm.wrap("true", "--hold"), slurm.wrap("false", "--hold")
    job_ids = [slurm.wrap("true", "-d", f"{kind}:{other}") for other in (good, bad)]
    for job_id, other in zip(job_ids, (good, bad), strict=True):
        assert slurm.becomes(job_id, "%T|%r|%E", f"PENDING|Dependency|{kind}:{other}(unfulfilled)")
    slurm.out("scontrol", "release", str(good), str(bad))
    assert slurm.becomes(job_ids[0], "%T|%r", after_good)
    assert slurm.becomes(job_ids[1], "%T|%r", after_bad)


def test_a_condition_that_failed_is_shown(slurm: SlurmUnderTest) -> None:
    bad = slurm.wrap("false", "--hold")
    job_id = slurm.wrap("true", "-d", f"afterok:{bad}")
    slurm.out("scontrol", "release", str(bad))
    assert slurm.becomes(
        job_id, "%r|%E|%R", f"DependencyNeverSatisfied|afterok:{bad}(failed)|(DependencyNeverSatisfied)"
    )
    assert slurm.shown(job_id)["Dependency"] == f"afterok:{bad}(failed)"


def test_a_job_that_can_never_start_is_cancelled_where_that_was_asked(slurm: SlurmUnderTest) -> None:
    bad = slurm.wrap("false", "--hold")
    job_id = slurm.wrap("true", "-d", f"afterok:{bad}", "--kill-on-invalid-dep=yes")
    kept = slurm.wrap("true", "-d", f"afterok:{bad}", "--kill-on-invalid-dep=no")
    slurm.out("scontrol", "release", str(bad))
    assert slurm.becomes(job_id, "%T|%r", "CANCELLED|DependencyNeverSatisfied")
    assert slurm.becomes(kept, "%T|%r", _NEVER)
    slurm.recorded(job_id)
    assert slurm.sacct(job_id, "State", "-X") == [["CANCELLED"]]


def test_after_a_cancelled_job(slurm: SlurmUnderTest) -> None:
    gone = slurm.wrap("true", "--hold")
    bad, fine = slurm.wrap("true", "-d", f"afterok:{gone}"), slurm.wrap("true", "-d", f"afternotok:{gone}")
    slurm.out("scancel", str(gone))
    assert slurm.becomes(bad, "%T|%r", _NEVER)
    assert slurm.wait(fine) == "COMPLETED"


def test_after_the_start_of_another_job(slurm: SlurmUnderTest) -> None:
    first = slurm.wrap("sleep 300", "--hold")
    job_id = slurm.wrap("true", "-d", f"after:{first}")
    assert slurm.becomes(job_id, "%T|%r", "PENDING|Dependency")
    slurm.out("scontrol", "release", str(first))
    assert slurm.wait(job_id) == "COMPLETED"
    assert slurm.squeue(first) == "RUNNING"
    late = slurm.wrap("true", "-d", f"after:{first}+60")
    assert slurm.becomes(late, "%r|%E", f"Dependency|after:{first}+60(unfulfilled)")


def test_all_or_any_of_several(slurm: SlurmUnderTest) -> None:
    one, two = slurm.wrap("true", "--hold"), slurm.wrap("true", "--hold")
    both = slurm.wrap("true", "-d", f"afterok:{one}:{two}")
    mixed = slurm.wrap("true", "-d", f"afterok:{one},afterany:{two}")
    either = slurm.wrap("true", "-d", f"afterok:{one}?afterok:{two}")
    assert slurm.becomes(both, "%E", f"afterok:{one}(unfulfilled),afterok:{two}(unfulfilled)")
    assert slurm.becomes(either, "%E", f"afterok:{one}(unfulfilled)?afterok:{two}(unfulfilled)")
    slurm.out("scontrol", "release", str(one))
    assert slurm.wait(either) == "COMPLETED"
    # What is met is no longer shown.
    assert slurm.becomes(both, "%E", f"afterok:{two}(unfulfilled)")
    assert slurm.becomes(mixed, "%E", f"afterany:{two}(unfulfilled)")
    slurm.out("scontrol", "release", str(two))
    assert [slurm.wait(job_id) for job_id in (both, mixed)] == ["COMPLETED"] * 2


def test_singleton_is_one_job_of_a_name_at_a_time(slurm: SlurmUnderTest) -> None:
    first = slurm.wrap("sleep 300", "-J", "single")
    slurm.wait(first, "RUNNING")
    job_id = slurm.wrap("true", "-J", "single", "-d", "singleton")
    other = slurm.wrap("true", "-J", "other", "-d", "singleton")
    assert slurm.becomes(job_id, "%T|%r|%E", "PENDING|Dependency|singleton(unfulfilled)")
    assert slurm.wait(other) == "COMPLETED"
    slurm.out("scancel", str(first))
    assert slurm.wait(job_id) == "COMPLETED"


def test_an_array_as_a_whole_and_one_of_its_tasks(slurm: SlurmUnderTest) -> None:
    array = slurm.wrap("exit $SLURM_ARRAY_TASK_ID", "--array=0-1", "--hold")
    whole, any_end = slurm.wrap("true", "-d", f"afterok:{array}"), slurm.wrap("true", "-d", f"afterany:{array}")
    task = slurm.wrap("true", "-d", f"afterok:{array}_0")
    assert slurm.becomes(whole, "%r|%E", f"Dependency|afterok:{array}_*(unfulfilled)")
    assert slurm.becomes(task, "%r|%E", f"Dependency|afterok:{array}_0(unfulfilled)")
    slurm.out("scontrol", "release", str(array))
    assert [slurm.wait(job_id) for job_id in (any_end, task)] == ["COMPLETED"] * 2
    assert slurm.becomes(whole, "%T|%r", _NEVER)


def test_each_task_after_the_one_of_its_number(slurm: SlurmUnderTest) -> None:
    array = slurm.wrap("[ $SLURM_ARRAY_TASK_ID = 1 ] || sleep 300", "--array=0-1", "--hold")
    job_id = slurm.wrap("true", "--array=0-1", "-d", f"aftercorr:{array}")
    slurm.out("scontrol", "release", str(array))
    # The dependent task of the number that is still running stays.
    words = ("squeue", "-h", "-r", "-t", "all", "-j", str(job_id), "-o", "%i=%T")
    expected = {f"{job_id}_0=PENDING", f"{job_id}_1=COMPLETED"}
    slurm.wait_for(lambda: set(slurm.out(*words).split()) == expected)


@pytest.mark.parametrize("text", ["afterok", "afterok:x", "nonsense:1", "afterok:1,,afterok:1"])
def test_dependencies_that_are_none(slurm: SlurmUnderTest, text: str) -> None:
    slurm.wrap("true")
    done = slurm.run("sbatch", "-d", text, "--wrap", "true")
    assert (done.returncode, done.stderr) == (1, "sbatch: error: Batch job submission failed: Job dependency problem\n")


def test_a_dependency_that_is_met_already_is_none(slurm: SlurmUnderTest) -> None:
    first = slurm.wrap("true")
    slurm.wait(first)
    assert slurm.wait(slurm.wrap("true", "-d", f"afterok:{first}")) == "COMPLETED"
    done = slurm.run("sbatch", "--test-only", "-d", f"afterok:{first}", "--wrap", "true")
    assert (done.returncode, "to start at" in done.stderr) == (0, True)
