"""A data set of the hub, from its name in a job file to a trained model: refused, fetched, read without the hub."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from tests.fakes.hubcache import reviews
from tests.fakes.wholehub import whole_hub

from llmtui.catalog.data import data_root
from llmtui.catalog.jobfile import load_job
from llmtui.errors import RequestError
from llmtui.services.paths import Paths
from llmtui.services.prefetch.fetch import following
from llmtui.services.session import Session
from llmtui.services.watching.follow import follow

_NEEDED = ("torch", "transformers", "accelerate", "peft", "datasets")
_LACKING = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
pytestmark = [
    pytest.mark.runtime,
    pytest.mark.timeout(600),
    pytest.mark.skipif(bool(_LACKING), reason=f"needs {', '.join(_LACKING)}: pip install 'llmtui[runtime]'"),
]
DEMO = data_root() / "assets" / "demo"
NAME = "some/reviews"
ROWS = 40
_CHANGES = (
    f"training.dataset={NAME}",
    f"training.eval_dataset={NAME}",
    "training.dataset_config=plain_text",
    "training.packing=false",
    "training.padding=longest",
    "training.max_steps=2",
    "training.eval_steps=2",
    "training.save_steps=2",
    "training.warmup_steps=0",
)


def test_a_job_trains_on_what_was_staged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("HF_HUB_DISABLE_XET", "1")
    session = Session(Paths(tmp_path / "config", tmp_path / "state", tmp_path / "cache"))
    draft = session.preview(load_job(DEMO / "job.yaml", _CHANGES), DEMO)
    assert draft.errors == ()
    missing = f"{NAME} is not in HF_HOME on local"
    assert missing in session.test_only(draft).text
    with pytest.raises(RequestError, match=missing):
        session.submit(draft)
    assert session.jobs() == ()
    texts = [f"a film that is number {number}, and rather long" for number in range(ROWS)]
    with whole_hub("dataset", NAME, reviews(texts)) as (endpoint, _):
        monkeypatch.setenv("HF_ENDPOINT", endpoint)
        fetch = session.prefetch(draft.plan)
        fetch.start(lambda text: None)
        (fetched,) = following(fetch, lambda found: None, 0.5)
    assert fetched.state == "done", fetched
    assert missing not in session.test_only(draft).text
    ended = follow(session, session.submit(draft))
    log = session.log_follower(ended, from_start=True)
    said = log.poll().text + log.finish()
    assert ended.state == "COMPLETED", said
    assert f"dataset {NAME}: {ROWS} texts" in said
    assert f"eval_dataset {NAME}: 1 texts" in said
    assert (Path(ended.output_path) / "config.json").is_file()
