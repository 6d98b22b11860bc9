"""A model on a cluster in the form: it waits for the login, which no preview makes, and is known right after it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.tui.fakes import FakeSession
from tests.tui.fakesites import FIRST, ROIHU
from tests.tui.screens import grid, opened, settle, until

from llmtui.domain.cluster import Cluster
from llmtui.domain.job import Placement
from llmtui.domain.model import ModelSpec
from llmtui.services.session import Session
from llmtui.tui.form.sheet import Sheet

CONFIG = {
    "model_type": "llama",
    "hidden_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 128,
    "vocab_size": 256,
}


class ReadingSession(FakeSession):
    """Reads models as the real one does."""

    def model(self, name: str, base: Path, cluster: Cluster | None = None) -> ModelSpec:
        if name.startswith("cluster:"):
            return Session.model(self, name, base, ROIHU)
        return super().model(name, base)


async def test_it_is_known_after_login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("llmtui.services.session.is_here", lambda cluster: cluster.embedded)
    place = Placement(cluster="roihu", account="project_1", time="00:15:00")
    session = ReadingSession(tmp_path, replace(FIRST, placement=place))
    session.login_opener.files = {"/models/x/config.json": json.dumps(CONFIG).encode()}
    async with opened(session, (140, 45)) as pilot:
        pilot.app.screen.query_one(Sheet).set_value("model", "cluster:/models/x")
        await until(pilot, lambda: "known after login: connect to roihu (^l)" in grid(pilot.app))
        await settle(pilot)
        assert session.login_opener.tried == [], "a preview opens no connection"
        session.connections.transport(ROIHU)
        await until(pilot, lambda: "known after login" not in grid(pilot.app))
        await settle(pilot)
        assert "115 k  llama" in grid(pilot.app)
        assert session.login_opener.tried == ["roihu"]
