"""Whatever stands in llmtui's environment does not travel: neither into Slurm's state, nor into a file of the run."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.realslurm.cluster import RealSlurm

from llmtui.domain.bundle import JobBundle
from llmtui.remote.local import LocalTransport
from llmtui.services.journal.records import Records
from llmtui.services.preview import Draft
from llmtui.services.reach.link import Link
from llmtui.services.submission.submit import submit
from llmtui.services.watching.budget import QueryLog

from .runs import EMBEDDED, SCRIPT_TEXT, draft

_TOKEN = "hf_" + "CanaryToken" * 3
_PLAIN = "canary-in-a-plain-variable"


def _held(made: Draft, text: bytes) -> Draft:
    """The draft with another script, whose job stays in the queue, where Slurm keeps its state."""
    from dataclasses import replace

    script = text.replace(b"#SBATCH --time=1\n", b"#SBATCH --time=1\n#SBATCH --hold\n")
    return replace(made, bundle=JobBundle({**made.bundle.files, "job.sh": script}))


def _found(word: str, *places: Path) -> list[str]:
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    return [str(path) for path in files if word.encode() in path.read_bytes()]


def test_the_environment_does_not_travel(slurm: RealSlurm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**slurm.environment, "HF_TOKEN": _TOKEN, "WANDB_API_KEY": _TOKEN, "PLAIN": _PLAIN}.items():
        monkeypatch.setenv(name, value)
    link, records = Link(EMBEDDED, LocalTransport(slurm.commands), QueryLog()), Records(tmp_path / "records")
    state = Path(slurm.place.folder, "state")
    made = _held(draft(tmp_path / "runs"), SCRIPT_TEXT)
    submit(link, records, made, lambda text: None)
    assert _found(_TOKEN, state, tmp_path) == []
    assert _found(_PLAIN, state, tmp_path) == []
    # A script edited by hand may lack --export=NONE: then plain variables go along, and secrets still do not.
    submit(link, records, _held(made, made.bundle.files["job.sh"].replace(b"#SBATCH --export=NONE\n", b"")), print)
    assert _found(_PLAIN, state)
    assert _found(_TOKEN, state, tmp_path) == []
    # The planted fault: sbatch as it is called by hand.
    subprocess.run(["sbatch", "--hold", "--wrap", "true"], cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
    assert _found(_TOKEN, state)
