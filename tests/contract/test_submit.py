"""sbatch: what it takes, what it refuses, and the words it says (recorded from Slurm 24.11)."""

from __future__ import annotations

import re
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.contract.under_test import SlurmUnderTest

_NOT_AVAILABLE = "sbatch: error: Batch job submission failed: Requested node configuration is not available\n"


def _script(slurm: SlurmUnderTest, text: str) -> str:
    path = slurm.work / "job.sh"
    path.write_text(text)
    return path.name


def test_it_prints_the_id_in_a_sentence_or_alone(slurm: SlurmUnderTest) -> None:
    sentence = slurm.out("sbatch", "--wrap", "true")
    assert re.fullmatch(r"Submitted batch job \d+\n", sentence)
    assert int(slurm.out("sbatch", "--parsable", "--wrap", "true")) == int(sentence.split()[-1]) + 1


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        (
            ["-p", "nosuch"],
            1,
            "sbatch: error: invalid partition specified: nosuch\nsbatch: error: Batch job submission",
        ),
        (["--gres=gpu:nosuchgpu:1"], 1, _NOT_AVAILABLE),
        (["--gres=gpu:999"], 1, _NOT_AVAILABLE),
        (["--mem=9999G"], 1, f"sbatch: error: Memory specification can not be satisfied\n{_NOT_AVAILABLE}"),
        (["--qos=zzz"], 1, "sbatch: error: Batch job submission failed: Invalid qos specification\n"),
        (["-t", "foo"], 255, "sbatch: error: Invalid --time specification\n"),
        (
            ["--no-such-option"],
            255,
            "sbatch: unrecognized option '--no-such-option'\nTry \"sbatch --help\" for more information\n",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_it_refuses_in_slurms_words(slurm: SlurmUnderTest, words: list[str], code: int, text: str) -> None:
    done = slurm.run("sbatch", *words, "--wrap", "true")
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(text)


@pytest.mark.parametrize(
    ("word", "before"),
    [
        ("--gres=gpu:1:2:3", "sbatch: error: Invalid generic resource (gres) specification\n"),
        # Older releases take it and leave it waiting.
        ("--nodes=3", ""),
    ],
)
def test_what_is_refused_in_other_words_by_older_releases(slurm: SlurmUnderTest, word: str, before: str) -> None:
    done = slurm.run("sbatch", word, "--wrap", "true")
    if slurm.since(24, 11):
        assert (done.returncode, done.stdout, done.stderr) == (1, "", _NOT_AVAILABLE)
    else:
        assert (done.returncode, done.stderr) == (1 if before else 0, before)


@pytest.mark.parametrize(
    ("content", "first_line"),
    [
        ("hostname\n", "sbatch: error: This does not look like a batch script.  The first"),
        ("#!/bin/bash\r\n#SBATCH -t 1\r\n", "sbatch: error: Batch script contains DOS line breaks (\\r\\n)"),
        ("", "sbatch: error: Batch script is empty!"),
    ],
    ids=["no interpreter", "DOS line ends", "empty"],
)
def test_it_refuses_what_is_no_script(slurm: SlurmUnderTest, content: str, first_line: str) -> None:
    (slurm.work / "bad.sh").write_bytes(content.encode())
    done = slurm.run("sbatch", "bad.sh")
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == first_line


def test_it_says_which_file_it_cannot_open(slurm: SlurmUnderTest) -> None:
    done = slurm.run("sbatch", "no-such-file.sh")
    assert (done.returncode, done.stderr) == (1, "sbatch: error: Unable to open file no-such-file.sh\n")


def test_options_in_the_script_count_until_the_first_command(slurm: SlurmUnderTest) -> None:
    script = _script(
        slurm,
        "#!/bin/bash\n# a comment\n#SBATCH --job-name='in the script' -c2 # the rest is a comment\n\n"
        "#SBATCH --comment first\ntrue\n#SBATCH --comment=late\n",
    )
    job_id = slurm.submit(script)
    assert slurm.squeue(job_id, "%j|%C|%k") == "in the script|2|first"


def test_the_environment_beats_the_script_and_the_command_line_beats_both(slurm: SlurmUnderTest) -> None:
    script = _script(slurm, "#!/bin/bash\n#SBATCH -J script\n#SBATCH --comment=script\n#SBATCH -c 1\ntrue\n")
    env = {"SBATCH_JOB_NAME": "environment"}
    assert slurm.squeue(slurm.submit(script, env=env), "%j|%k") == "environment|script"
    assert slurm.squeue(slurm.submit("--job-name", "line", script, env=env), "%j|%k") == "line|script"


def test_a_script_gets_its_arguments_and_is_taken_as_it_was(slurm: SlurmUnderTest) -> None:
    script = _script(slurm, '#!/bin/bash\nsleep 0.3\nprintf "%s." "$@"\n')
    job_id = slurm.submit(script, "a b", "--not-an-option")
    _script(slurm, "#!/bin/bash\necho changed\n")
    assert slurm.log(job_id) == "a b.--not-an-option."


def test_a_script_can_come_from_standard_input(slurm: SlurmUnderTest) -> None:
    done = slurm.run("sbatch", "--parsable", stdin="#!/bin/bash\necho piped\n")
    assert slurm.log(int(done.stdout)) == "piped\n"
    assert slurm.squeue(int(done.stdout), "%j") == "sbatch"


def test_test_only_says_where_it_would_start_and_queues_nothing(slurm: SlurmUnderTest) -> None:
    done = slurm.run("sbatch", "--test-only", "-J", "only-tested", "-p", slurm.multi, "-N2", "--wrap", "true")
    assert done.returncode == 0
    pattern = rf"sbatch: Job \d+ to start at [\dT:-]{{19}} using 2 processors on nodes \S+ in partition {slurm.multi}\n"
    assert re.fullmatch(pattern, done.stderr)
    assert slurm.out("squeue", "-h", "-t", "all", "-n", "only-tested") == ""


def test_test_only_refuses_what_no_node_has(slurm: SlurmUnderTest) -> None:
    done = slurm.run("sbatch", "--test-only", "--gres=gpu:999", "--wrap", "true")
    assert (done.returncode, done.stderr) == (1, "allocation failure: Requested node configuration is not available\n")


def test_a_refused_configuration_leaves_a_failed_row(slurm: SlurmUnderTest) -> None:
    before = slurm.wrap("true")
    assert slurm.run("sbatch", "--gres=gpu:999", "--wrap", "true").returncode == 1
    assert slurm.wrap("true") == before + 2
    assert slurm.squeue(before + 1, "%T|%R") == "FAILED|(BadConstraints)"
    [(job_id, state, start)] = slurm.sacct(before + 1, "JobID,State,Start")
    assert (job_id, state) == (str(before + 1), "FAILED")
    assert (start == "None") == slurm.since(24, 11)


def test_wait_returns_the_jobs_own_exit_code(slurm: SlurmUnderTest) -> None:
    done = slurm.run("sbatch", "--wait", "--wrap", "exit 7")
    assert done.returncode == 7
    assert re.fullmatch(r"Submitted batch job \d+\n", done.stdout)


def test_twenty_submissions_at_once_get_twenty_ids(slurm: SlurmUnderTest) -> None:
    with ThreadPoolExecutor(8) as pool:
        job_ids = list(pool.map(lambda number: slurm.wrap(f"exit {number}"), range(20)))
    assert len(set(job_ids)) == 20
    codes = {job_id: slurm.sacct(job_id, "ExitCode", "-X") for job_id in job_ids if slurm.wait(job_id)}
    assert [codes[job_id] for job_id in job_ids] == [[[f"{number}:0"]] for number in range(20)]


def test_odd_names_come_back_as_they_were(slurm: SlurmUnderTest) -> None:
    names = ["two\nlines", "q'u\"o`te", "a|b", "[red]x[/]", "$(touch pwned)", "-n", "é" * 9, "\x1b[31mred"]
    command = 'printf %s "$SLURM_JOB_NAME" >name-$SLURM_JOB_ID.txt'
    job_ids = [slurm.wrap(command, f"--job-name={name}") for name in names]
    assert [slurm.squeue(job_id, "%j") for job_id in job_ids] == names
    assert {slurm.wait(job_id) for job_id in job_ids} == {"COMPLETED"}
    assert [(slurm.work / f"name-{job_id}.txt").read_text() for job_id in job_ids] == names
    slurm.recorded(*job_ids)
    known = [slurm.out("sacct", "-X", "-n", "-P", "-j", str(job_id), "-o", "jobname") for job_id in job_ids]
    # sacct makes a back-tick of a double quote.
    assert known == [name.replace('"', "`") + "\n" for name in names]
    assert not (slurm.work / "pwned").exists()


def test_a_name_is_cut_by_bytes(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "-J", "aé|xyz")
    assert slurm.squeue(job_id, "%.2j|").encode("utf-8", "surrogateescape") == b"a\xc3|"


def test_files_are_named_by_patterns_and_folders_made(slurm: SlurmUnderTest) -> None:
    if not slurm.since(23, 2):
        (slurm.work / "logs").mkdir()
    job_id = slurm.wrap("echo out; echo err >&2", "-J", "nm", "-o", "logs/%x-%5j.out", "-e", "logs/%j-%%.err")
    slurm.wait(job_id)
    assert (slurm.work / f"logs/nm-{job_id:05d}.out").read_text() == "out\n"
    assert (slurm.work / f"logs/{job_id}-%.err").read_text() == "err\n"
    assert slurm.shown(job_id)["JobState"] == "COMPLETED"
    name = f"nm-{job_id:05d}.out" if slurm.since(24, 11) else "nm-%5j.out"
    assert f"StdOut={slurm.work}/logs/{name}\n" in slurm.out("scontrol", "show", "job", str(job_id))


def test_open_mode_says_whether_a_log_is_cut(slurm: SlurmUnderTest) -> None:
    for word in ("one", "two", "three"):
        mode = "append" if word == "two" else "truncate"
        slurm.wait(slurm.wrap(f"echo {word}", "-o", f"{word == 'three'}.log", f"--open-mode={mode}"))
    assert (slurm.work / "False.log").read_text() == "one\ntwo\n"
    assert (slurm.work / "True.log").read_text() == "three\n"


def test_the_job_runs_in_chdir_with_the_umask_of_its_submission(slurm: SlurmUnderTest) -> None:
    (slurm.work / "sub").mkdir()
    job_id = slurm.wrap("pwd; touch made", "--chdir=sub")
    slurm.wait(job_id)
    assert (slurm.work / "sub" / f"slurm-{job_id}.out").read_text() == f"{slurm.work}/sub\n"
    assert stat.S_IMODE((slurm.work / "sub" / "made").stat().st_mode) == stat.S_IMODE(
        (slurm.work / "sub" / f"slurm-{job_id}.out").stat().st_mode
    )


def test_a_folder_that_is_not_there_is_left_for_another(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "--chdir=/no/such/dir", "-o", str(slurm.work / "log"))
    assert slurm.wait(job_id) == "COMPLETED"
    assert "error: couldn't chdir to `/no/such/dir': No such file or directory: going to" in slurm.wait_for_file("log")
