"""clean --models: listed with size and users; nothing goes without --yes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.fakes.records import record

from llmtui.domain.record import JobStatus
from llmtui.services.journal.records import Records
from llmtui.services.paths import Paths
from llmtui.services.session import Session

from .conftest import Answer

Run = Callable[..., Answer]


class Home:
    """A model with one ended run, one with a waiting run, and a copy that broke off."""

    def __init__(self) -> None:
        self.records = Records(Paths.default().records)
        root = Path(Session().cluster("local").run_root)
        self.used, self.needed, self.broken = (
            root / "models" / name for name in ("a1" * 16, "b2" * 16, f"{'c3' * 16}.0123abcd.part")
        )
        for folder in (self.used, self.needed, self.broken):
            folder.mkdir(parents=True)
            (folder / "model.safetensors").write_bytes(b"w" * 1_000_000)
        states = {1: JobStatus("COMPLETED", end=1000.0), 2: JobStatus("PENDING")}
        for number, model in ((1, self.used), (2, self.needed)):
            run_id = f"{number}" * 32
            made = record(number, id=run_id, run_dir=f"{root}/{run_id}", status=states[number], seen="fresh")
            (Path(made.run_dir) / "inputs/model").mkdir(parents=True)
            (Path(made.run_dir) / "inputs/model/m").symlink_to(model)
            self.records.write(made)
        moment = time.time() - 3 * 86400
        for path in root.rglob("*"):
            os.utime(path, (moment, moment), follow_symlinks=False)


@pytest.fixture
def home(llmtui: Run, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr(Session, "refresh", lambda self, force=False: self.jobs())
    return Home()


def test_they_are_listed_and_untouched(llmtui: Run, home: Home) -> None:
    answer = llmtui("clean", "--models")
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[0].split() == ["cluster", "used", "by", "changed", "size", "folder"]
    assert {line.split()[-1] for line in lines[1:]} == {str(home.used), str(home.needed), str(home.broken)}
    assert "broke off" in answer.out
    assert "1 run " in answer.out
    assert "b2b2b2b2 stays: job job-2 (22222222) reads it" in answer.err
    assert "nothing was deleted" in answer.err
    found = llmtui("clean", "--models", "a1a1", "--json").json
    models = found["models"]
    assert isinstance(models, list)
    (model,) = models
    assert (model["path"], model["users"], model["deleted"]) == (str(home.used), ["1" * 32], False)
    assert home.used.is_dir()


def test_what_was_named_goes(llmtui: Run, home: Home) -> None:
    answer = llmtui("clean", "--models", "a1", "c3", "--yes")
    assert answer.code == 0, answer.err
    assert (home.used.exists(), home.broken.exists(), home.needed.exists()) == (False, False, True)
    assert "deleted" in answer.out
    refused = llmtui("clean", "--models", "b2", "--yes")
    assert refused.code == 2
    assert "stays: job job-2" in refused.err
    assert home.needed.is_dir()
    assert "no models of yours" in llmtui("clean", "--models", "--older-than", "30").err


def test_it_wants_to_know_which(llmtui: Run, home: Home) -> None:
    for words in (("--yes",), ("--forget", "a1"), ("zz",), ("", "--yes")):
        assert llmtui("clean", "--models", *words).code == 2
    assert home.used.is_dir()
