"""A folder that works without llmtui: everything in it, nothing of the user's overwritten unasked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.tui import quick_run

from llmtui.catalog.data import data_root
from llmtui.catalog.jobfile import load_job
from llmtui.domain.bundle import MANIFEST, SCRIPT
from llmtui.domain.edits import Edit
from llmtui.domain.job import JobSpec
from llmtui.errors import LlmtuiError, RequestError
from llmtui.services.export import export, in_the_way, size_of_inputs
from llmtui.services.paths import Paths
from llmtui.services.preview import Draft
from llmtui.services.session import Session

DEMO = data_root() / "assets" / "demo"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(Paths(tmp_path / "config", tmp_path / "state", tmp_path / "cache"))


@pytest.fixture
def spec() -> JobSpec:
    return load_job(DEMO / "job.yaml")


@pytest.fixture
def draft(session: Session, spec: JobSpec) -> Draft:
    return session.preview(spec, DEMO, copy_inputs=True)


def quiet(text: str) -> None:
    """Nobody listens."""


def test_everything_the_job_reads_is_in_the_folder(draft: Draft, tmp_path: Path) -> None:
    folder = tmp_path / "out" / "job"
    written = export(draft, folder, progress=quiet)
    assert all((folder / name).exists() for name in written)
    assert str(DEMO) not in (folder / "run.json").read_text()
    arguments = json.loads((folder / "run.json").read_text())["arguments"]
    for key in ("model_name_or_path", "dataset", "eval_dataset"):
        assert (folder / arguments[key]).exists(), key
    assert (folder / "inputs/dataset/train.jsonl").read_bytes() == (DEMO / "train.jsonl").read_bytes()
    assert (folder / "inputs/model/model/config.json").is_file()
    assert os.access(folder / SCRIPT, os.X_OK)
    text = (folder / "README.txt").read_text()
    for word in ("sbatch job.sh", "job.sh ", "run.json ", "a copy that is in this folder"):
        assert word in text
    assert "NOT in this folder" not in text
    assert "Edited by hand" not in text
    assert in_the_way(folder) == ()


def test_the_readme_says_what_is_missing_and_what_was_edited(session: Session, spec: JobSpec, tmp_path: Path) -> None:
    script = session.preview(spec, DEMO).bundle.text(SCRIPT)
    edits = [Edit(SCRIPT, script, script.replace("set -eo", "set -exo"))]
    draft = session.preview(spec, DEMO, copy_inputs=False, edits=edits)
    export(draft, tmp_path / "out", progress=quiet)
    text = (tmp_path / "out" / "README.txt").read_text()
    assert f"training.dataset: {DEMO / 'train.jsonl'}\n        NOT in this folder" in text
    assert "model_name_or_path" in text
    assert "Edited by hand: job.sh" in text
    assert "set -exo" in (tmp_path / "out" / SCRIPT).read_text()
    assert not (tmp_path / "out" / "inputs").exists()


def test_a_folder_with_other_things_is_left_alone(draft: Draft, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "job.sh").write_text("my own\n")
    for number in range(4):
        (folder / f"notes-{number}").touch()
    with pytest.raises(RequestError, match=r"job\.sh, notes-0, notes-1 and 2 more") as caught:
        export(draft, folder, progress=quiet)
    assert "--force" in caught.value.hint
    assert (folder / "job.sh").read_text() == "my own\n"
    assert not (folder / "run.json").exists()
    export(draft, folder, progress=quiet, overwrite=True)
    assert (folder / "job.sh").read_text().startswith("#!/bin/bash")
    assert (folder / "notes-0").exists()


def test_a_folder_of_ours_is_written_again_unless_it_was_changed(draft: Draft, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    export(draft, folder, progress=quiet)
    export(draft, folder, progress=quiet)
    (folder / "job.sh").write_text("changed\n")
    (folder / "slurm-1.out").touch()
    assert in_the_way(folder) == ("job.sh, changed there", "slurm-1.out")
    (folder / MANIFEST).write_text("{")
    assert {"README.txt", "inputs", "run.json"} <= set(in_the_way(folder))


def test_a_file_in_the_way_and_a_folder_that_cannot_be_written(draft: Draft, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(RequestError, match="cannot write"):
            export(draft, folder, progress=quiet)


def big_draft(session: Session, spec: JobSpec, tmp_path: Path) -> Draft:
    with open(tmp_path / "big.jsonl", "wb") as file:
        file.write(b'{"text": "a"}\n')
        file.truncate(40 * 1024**2)
    training = replace(spec.training, dataset=str(tmp_path / "big.jsonl"))
    return session.preview(replace(spec, training=training), DEMO, copy_inputs=True)


def test_a_large_copy_tells_how_far_it_is_and_can_be_stopped(session: Session, spec: JobSpec, tmp_path: Path) -> None:
    draft = big_draft(session, spec, tmp_path)
    assert size_of_inputs(draft.bundle) > 40 * 1024**2
    told: list[str] = []
    export(draft, tmp_path / "whole", progress=told.append)
    assert told
    assert "of 4" in told[0]
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(True)
        return len(asked) > 8

    with pytest.raises(LlmtuiError, match="stopped"):
        export(draft, tmp_path / "part", progress=told.append, stop=stop)
    left = [path.name for path in (tmp_path / "part").rglob("*") if path.is_file()]
    assert "big.jsonl" not in left
    assert not any(name.endswith(".part") for name in left)
    assert "job.sh" not in left, "an incomplete folder cannot be submitted"


def test_a_model_folder_with_links_is_copied_as_files(session: Session, spec: JobSpec, tmp_path: Path) -> None:
    model = tmp_path / "snapshot"
    model.mkdir()
    for path in (DEMO / "model").iterdir():
        (model / path.name).symlink_to(path)
    (model / "loop").symlink_to(model)
    draft = session.preview(replace(spec, model=str(model)), DEMO, copy_inputs=True)
    export(draft, tmp_path / "out", progress=quiet)
    copied = tmp_path / "out" / "inputs" / "model" / "snapshot"
    assert (copied / "config.json").is_file()
    assert not (copied / "config.json").is_symlink()
    assert not (copied / "loop").exists()


def test_sbatch_runs_the_folder_without_llmtui(session: Session, spec: JobSpec, tmp_path: Path) -> None:
    """Slurm's own command, started in the folder after it was moved; the runtime is a quick stand-in."""
    quick_software(tmp_path)
    spec = replace(
        spec,
        placement=replace(spec.placement, software="quick"),
        training=replace(spec.training, max_steps=3, learning_rate=0.5),
    )
    export(session.preview(spec, DEMO, copy_inputs=True), tmp_path / "first", progress=quiet)
    folder = (tmp_path / "first").rename(tmp_path / "moved here")
    session.doctor(session.cluster("local"))  # puts the embedded Slurm's commands in place
    (commands,) = (tmp_path / "state" / "slurm").glob("*/bin")
    environment = {**os.environ, "PATH": f"{commands}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["sbatch", "job.sh"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    deadline = time.monotonic() + 30
    while not _ended(folder):
        assert time.monotonic() < deadline, [path.read_text() for path in folder.glob("slurm-*.out")]
        time.sleep(0.1)


def quick_software(home: Path) -> None:
    """Give the cluster `local` a Python that is the quick program."""
    stubs = home / "stubs"
    stubs.mkdir()
    for name in ("python", "python3", "accelerate"):
        (stubs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" "{quick_run.__file__}" "$@"\n')
        (stubs / name).chmod(0o755)
    clusters = home / "config" / "clusters"
    clusters.mkdir(parents=True)
    shipped = (data_root() / "clusters" / "local.yaml").read_text()
    quick = f"software:\n  - name: quick\n    setup:\n      - 'export PATH={stubs}:$PATH'\n    source: tests\n"
    (clusters / "local.yaml").write_text(shipped + quick)


def _ended(folder: Path) -> bool:
    return any("the last line of the run" in path.read_text() for path in folder.glob("slurm-*.out"))
