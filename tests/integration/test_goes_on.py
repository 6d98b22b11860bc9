"""A training that is told to stop goes back into the queue and on from its checkpoint, by its own script."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import time
from pathlib import Path

import pytest

from llmtui.catalog.data import data_root
from llmtui.catalog.jobfile import load_job
from llmtui.domain.record import JobRecord
from llmtui.localslurm import install
from llmtui.runtime import events as ev
from llmtui.services.paths import Paths
from llmtui.services.session import Session
from llmtui.services.watching.follow import follow

_LACKING = [name for name in ("torch", "transformers", "accelerate", "peft") if importlib.util.find_spec(name) is None]
pytestmark = [
    pytest.mark.runtime,
    pytest.mark.skipif(bool(_LACKING), reason=f"needs {', '.join(_LACKING)}: pip install 'llmtui[runtime]'"),
]
DEMO = data_root() / "assets" / "demo"
_STEPS = 60
_LIMIT_S = 120.0


def _submit(session: Session, *overrides: str) -> JobRecord:
    asked = (
        f"training.max_steps={_STEPS}",
        "training.logging_steps=1",
        "training.eval_dataset=null",
        "training.eval_steps=null",
        "training.eval_on_start=false",
        "training.save_steps=1000",
        *overrides,
    )
    return session.submit(session.preview(load_job(DEMO / "job.yaml", asked), DEMO))


def _events(record: JobRecord) -> list[dict[str, object]]:
    path = Path(record.events_path)
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def _steps(record: JobRecord) -> list[object]:
    return [event["step"] for event in _events(record) if event["event"] == ev.LOG]


def _warn(session: Session, record: JobRecord) -> None:
    """What Slurm does sig_time seconds before the end, once the training is well on its way."""
    deadline = time.monotonic() + _LIMIT_S
    while len(_steps(record)) < 5:
        assert time.monotonic() < deadline, "the training does not start"
        time.sleep(0.1)
    machine = session._catalogue().machine()
    scancel = install(session.paths.state / "slurm" / machine.hostname, machine) / "scancel"
    subprocess.run([str(scancel), "--batch", "--signal=USR1", str(record.job_id)], check=True)


def _session(folder: Path) -> Session:
    return Session(Paths(folder / "config", folder / "state", folder / "cache"))


def test_the_script_queues_again_and_training_goes_on(tmp_path: Path) -> None:
    session = _session(tmp_path)
    record = _submit(session, "placement.max_requeues=1")
    _warn(session, record)
    record = follow(session, record)
    follower = session.log_follower(record, from_start=True)
    log = follower.poll().text + follower.finish()
    assert record.state == "COMPLETED", log
    starts = [event for event in _events(record) if event["event"] == ev.TRAIN_BEGIN]
    assert len(starts) == 2
    assert starts[0]["step"] == 0
    assert 5 <= int(str(starts[1]["step"])) < _STEPS
    assert _steps(record) == list(range(1, _STEPS + 1))
    status = Path(record.run_dir) / "status"
    names = {f"{record.job_id}.{restart}.{mark}" for restart in (0, 1) for mark in ("start", "end")}
    assert {path.name for path in status.iterdir()} == names
    assert [(status / f"{record.job_id}.{n}.end").read_text().split()[0] for n in (0, 1)] == ["0", "0"]
    assert (Path(record.run_dir) / "claim").read_text() == f"{record.job_id}\n"


def test_without_requeues_it_ends_with_its_own_exit_code_and_leaves_the_folder_free(tmp_path: Path) -> None:
    session = _session(tmp_path)
    record = _submit(session)
    _warn(session, record)
    record = follow(session, record)
    assert (record.state, session.row(record)["exit_code"]) == ("FAILED", "85:0")
    run = Path(record.run_dir)
    assert not (run / "claim").exists()
    assert list((run / "output").glob("checkpoint-*/trainer_state.json"))
    assert (run / "status" / f"{record.job_id}.0.end").read_text().split()[0] == "85"
