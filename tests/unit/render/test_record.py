"""The blocks of a job script that keep record, run by bash."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.fakes.plans import plan

from llmtui.domain.bundle import DUPLICATE, STOPPED
from llmtui.render.record import again, claim, ending


def _start(lines: list[str], folder: Path, job_id: int, **env: str) -> subprocess.Popen[str]:
    script = "\n".join(["set -eo pipefail", *lines])
    variables = {"PATH": "/usr/bin:/bin", "SLURM_JOB_ID": str(job_id), **env}
    return subprocess.Popen(["bash", "-c", script], cwd=folder, env=variables, text=True, stderr=subprocess.PIPE)


def _run(lines: list[str], folder: Path, job_id: int, **env: str) -> tuple[int, str]:
    process = _start(lines, folder, job_id, **env)
    _, err = process.communicate()
    return process.returncode, err


def test_of_many_jobs_in_one_folder_one_goes_on(tmp_path: Path) -> None:
    (tmp_path / "submit.lock").mkdir()
    started = [_start([*claim(), "echo ran >>ran"], tmp_path, 100 + number) for number in range(20)]
    codes = [process.wait() for process in started]
    for process in started:
        assert process.stderr is not None
        process.stderr.close()
    assert sorted(codes) == [0, *[DUPLICATE] * 19]
    assert (tmp_path / "ran").read_text() == "ran\n"
    owner = int((tmp_path / "claim").read_text())
    assert codes[owner - 100] == 0


def test_a_requeued_job_keeps_its_claim(tmp_path: Path) -> None:
    (tmp_path / "submit.lock").mkdir()
    assert _run(claim(), tmp_path, 7)[0] == 0
    assert _run(claim(), tmp_path, 7, SLURM_RESTART_COUNT="1")[0] == 0
    code, err = _run(claim(), tmp_path, 8)
    assert (code, err) == (DUPLICATE, "this run belongs to job 7: nothing is done twice\n")


def test_an_exported_folder_can_be_run_any_number_of_times(tmp_path: Path) -> None:
    assert [_run([*claim(), "echo ran >>ran"], tmp_path, job_id)[0] for job_id in (1, 2, 2)] == [0, 0, 0]
    assert not (tmp_path / "claim").exists()
    assert (tmp_path / "ran").read_text() == "ran\n" * 3


def _marks(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text().split()[0] for path in (folder / "status").iterdir()}


def test_each_run_leaves_its_marks(tmp_path: Path) -> None:
    lines = ending(plan(cluster="lumi"))
    assert _run([*lines, "exit 3"], tmp_path, 9)[0] == 3
    assert _marks(tmp_path) == {"9.0.start": "0", "9.0.end": "3"}
    assert _run([*lines, "true"], tmp_path, 9, SLURM_RESTART_COUNT="1")[0] == 0
    assert _marks(tmp_path) == {"9.0.start": "0", "9.0.end": "3", "9.1.start": "0", "9.1.end": "0"}
    assert _run([*lines, "true", "kill -TERM $$", "sleep 5"], tmp_path, 10)[0] == 143
    assert _marks(tmp_path)["10.0.end"] == "143"


_SCONTROL = 'scontrol() { echo "$*" >>asked; return "${REFUSED:-0}"; }\nsleep() { exit 0; }'


def test_a_job_that_left_early_queues_again_as_often_as_it_may(tmp_path: Path) -> None:
    asked = plan(cluster="lumi", max_requeues=2)
    lines = [_SCONTROL, *ending(asked), "echo 'step 5 of 9' >unfinished", *again(asked)]
    assert _run(lines, tmp_path, 4)[0] == 0
    assert _run(lines, tmp_path, 4, SLURM_RESTART_COUNT="1")[0] == 0
    assert (tmp_path / "asked").read_text() == "requeue 4\n" * 2
    (tmp_path / "claim").write_text("4\n")
    code, err = _run(lines, tmp_path, 4, SLURM_RESTART_COUNT="2")
    assert code == STOPPED
    assert "step 5 of 9" in err
    assert (tmp_path / "asked").read_text() == "requeue 4\n" * 2
    assert _marks(tmp_path)["4.2.end"] == str(STOPPED)
    assert not (tmp_path / "claim").exists()


def test_a_requeue_that_slurm_refuses_is_no_success(tmp_path: Path) -> None:
    asked = plan(cluster="lumi", max_requeues=2)
    lines = [_SCONTROL, *ending(asked), "echo 'step 5 of 9' >unfinished", *again(asked)]
    assert _run(lines, tmp_path, 4, REFUSED="1")[0] == STOPPED
    assert _marks(tmp_path)["4.0.end"] == str(STOPPED)


def test_a_job_that_finished_just_ends(tmp_path: Path) -> None:
    asked = plan(cluster="lumi", max_requeues=2)
    assert _run([_SCONTROL, *ending(asked), *again(asked)], tmp_path, 4)[0] == 0
    assert not (tmp_path / "asked").exists()
