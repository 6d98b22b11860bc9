"""A cluster file's word for how seldom the queue is looked at: taken from a user's own file, and kept."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from llmtui.errors import LlmtuiError
from llmtui.services.paths import Paths
from llmtui.services.session import Session
from llmtui.services.watching.cadence import rules_of


def session(folder: Path, line: str) -> Session:
    (folder / "config" / "clusters").mkdir(parents=True)
    text = f"name: my-lumi\nextends: lumi\n{line}\n"
    (folder / "config" / "clusters" / "my-lumi.yaml").write_text(text, encoding="utf-8")
    return Session(Paths(folder / "config", folder / "state", folder / "cache"))


def test_a_users_own_file_makes_looks_rarer(tmp_path: Path) -> None:
    found = session(tmp_path, "min_poll_seconds: 120")
    assert rules_of(found.cluster("my-lumi"), (), time.time()).floor_s == 120.0
    assert rules_of(found.cluster("lumi"), (), time.time()).floor_s == 10.0


@pytest.mark.parametrize("line", ["poll_seconds: 120", "min_poll_seconds: -1", "min_poll_seconds: often"])
def test_another_word_or_value_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(LlmtuiError, match="poll_seconds"):
        session(tmp_path, line).cluster("my-lumi")
