"""llmtui import, and submit --smoke where it is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from llmtui.catalog.jobfile import load_job

from .conftest import Answer

Run = Callable[..., Answer]
Write = Callable[..., Path]
SCRIPT = """#!/bin/bash
#SBATCH --account=project_465000001
#SBATCH --partition=dev-g
#SBATCH --gpus-per-node=1
#SBATCH --mem=60G
srun python3 train.py --model EleutherAI/gpt-neo-1.3B
"""


def _script(folder: Path, text: str = SCRIPT) -> Path:
    path = folder / "run.sh"
    path.write_text(text)
    (folder / "train.py").write_text("print()\n")
    return path


def test_a_script_becomes_a_job_file_that_can_be_estimated(llmtui: Run, tmp_path: Path) -> None:
    out = tmp_path / "job.yaml"
    answer = llmtui("import", _script(tmp_path), "-o", out)
    assert (answer.code, answer.out) == (0, f"{out}\n")
    assert "line 5: --mem=60G" in answer.err
    spec = load_job(out)
    assert (spec.task, spec.placement.cluster, spec.script.files) == ("script", "lumi", ("train.py",))
    found = llmtui("estimate", out, "--json").json
    assert found["fits"] is True
    assert "as if it trained" in str(found["assumed"])
    again = llmtui("import", _script(tmp_path), "-o", out)
    assert (again.code, "is there already" in again.err) == (2, True)


def test_without_a_file_it_is_printed(llmtui: Run, tmp_path: Path) -> None:
    answer = llmtui("import", _script(tmp_path))
    assert answer.out.startswith("# Read from run.sh.\n")
    found = llmtui("import", _script(tmp_path), "--json").json
    assert set(found) == {"job_file", "understood", "left", "notes"}


def test_a_model_that_nothing_names_is_asked_for(llmtui: Run, tmp_path: Path) -> None:
    path = _script(tmp_path, SCRIPT.replace(" --model EleutherAI/gpt-neo-1.3B", ""))
    answer = llmtui("import", path)
    assert (answer.code, "--model NAME" in answer.err) == (2, True)
    assert llmtui("import", path, "--model", "EleutherAI/gpt-neo-1.3B").code == 0


def test_a_smoke_test_that_cannot_be_is_refused_before_anything_is_submitted(llmtui: Run, job: Write) -> None:
    path = job(("finetune", "script"), ("training:\n  dataset: reviews.jsonl", "script: {command: python3 a.py}"))
    answer = llmtui("submit", path, "--smoke")
    assert answer.code == 2
    assert "no smoke test" in answer.err
    assert llmtui("jobs", "--json").json == {"jobs": []}
