"""Names of models: the catalogue's, folders, and the results of earlier jobs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.records import record

from llmtui.catalog.models import FolderHere
from llmtui.domain.record import JobRecord, JobStatus
from llmtui.errors import LlmtuiError, RequestError, UnknownNameError
from llmtui.services.catalogs import Catalogs, finished_job
from llmtui.services.paths import Paths

_CONFIG = {
    "model_type": "llama",
    "hidden_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 128,
    "vocab_size": 256,
}


def _here(path: str) -> FolderHere:
    return FolderHere(Path(path))


def _ended(number: int, state: str, **changes: object) -> JobRecord:
    return record(number, status=JobStatus(state), **changes)


@pytest.fixture
def catalogs(tmp_path: Path) -> Catalogs:
    return Catalogs(Paths(tmp_path / "config", tmp_path / "state", tmp_path / "cache"))


def _folder(path: Path, **more: object) -> Path:
    path.mkdir(parents=True)
    (path / "config.json").write_text(json.dumps({**_CONFIG, **more}))
    return path


def _model(catalogs: Catalogs, name: str, base: Path, *jobs: JobRecord) -> tuple[str, str | None, int]:
    found = catalogs.model(name, base, lambda: jobs, "local", _here)
    return found.id, found.location, found.hidden_size


def test_a_folder_counts_from_the_job_file(catalogs: Catalogs, tmp_path: Path) -> None:
    _folder(tmp_path / "model")
    for name in ("model", "./model", str(tmp_path / "model")):
        found = _model(catalogs, name, tmp_path)
        assert (found[0], found[2]) == (name, 64)
        assert Path(found[1] or "").samefile(tmp_path / "model")


def test_the_catalogue_needs_no_folder(catalogs: Catalogs, tmp_path: Path) -> None:
    name = catalogs.models()[0].id
    assert _model(catalogs, name, tmp_path)[:2] == (name, None)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no-such-model", "unknown model 'no-such-model'"),
        ("./nothing", "config.json"),
        ("cluster:/models/x", "/models/x/config.json is not there"),
        ("cluster:models/x", "names no folder of the cluster"),
        ("cluster:/models/\x1b[2J", "names no folder of the cluster"),
        ("job:other", "unknown job 'other'"),
        ("job:waits", "job waits is still RUNNING"),
        ("job:broke", "job broke has not ended COMPLETED but FAILED"),
    ],
)
def test_what_is_no_model(catalogs: Catalogs, tmp_path: Path, name: str, message: str) -> None:
    jobs = (_ended(2, "RUNNING", name="waits"), _ended(1, "FAILED", name="broke"))
    with pytest.raises(RequestError) as caught:
        _model(catalogs, name, tmp_path, *jobs)
    assert message in caught.value.message
    assert caught.value.field == "model"


def test_the_newest_completed_job_of_a_name(catalogs: Catalogs, tmp_path: Path) -> None:
    outputs = [_folder(tmp_path / f"run{number}", hidden_size=64 * number) for number in (1, 2, 3)]
    jobs = [
        _ended(4, "RUNNING", name="tune"),
        *(_ended(3 - index, "COMPLETED", name="tune", output_path=str(outputs[2 - index])) for index in range(3)),
    ]
    assert _model(catalogs, "job:tune", tmp_path, *jobs) == ("job:tune", str(outputs[2]), 192)
    by_id = replace(jobs[2], id="ab" * 16)
    assert finished_job("abab", (jobs[0], by_id)) == by_id


def test_an_adapter_has_the_numbers_of_its_base_model(catalogs: Catalogs, tmp_path: Path) -> None:
    base, adapter = _folder(tmp_path / "base"), tmp_path / "adapter"
    adapter.mkdir()
    job = _ended(1, "COMPLETED", name="lora", output_path=str(adapter))
    for known in (str(base), catalogs.models()[0].id):
        (adapter / "adapter_config.json").write_text(json.dumps({"base_model_name_or_path": known}))
        found = catalogs.model("job:lora", tmp_path, lambda: (job,), "local", _here)
        assert (found.id, found.location) == ("job:lora", str(adapter))
    for damage in ("{", "{}", "[]", '{"base_model_name_or_path": "/no/such/folder"}'):
        (adapter / "adapter_config.json").write_text(damage)
        with pytest.raises(RequestError):
            catalogs.model("job:lora", tmp_path, lambda: (job,), "local", _here)


def test_what_is_on_this_cluster_is_never_copied_by_its_path(catalogs: Catalogs, tmp_path: Path) -> None:
    path = _folder(tmp_path / "model")
    found = catalogs.model(f"cluster:{path}/", tmp_path, tuple, "local", _here)
    assert (found.id, found.location, found.on_cluster) == (f"cluster:{path}/", str(path), True)


def test_a_result_is_where_its_job_ran(catalogs: Catalogs, tmp_path: Path) -> None:
    here = _ended(2, "COMPLETED", name="mine", output_path=str(_folder(tmp_path / "mine")))
    away = _ended(1, "COMPLETED", name="theirs", cluster="lumi", output_path="/scratch/theirs/output")
    for name, cluster, hint in (("mine", "lumi", here.output_path), ("theirs", "local", "llmtui fetch")):
        with pytest.raises(RequestError, match=f"job {name} ran on .*, and this one goes to {cluster}") as caught:
            catalogs.model(f"job:{name}", tmp_path, lambda: (here, away), cluster, _here)
        assert hint in caught.value.hint
        assert caught.value.field == "model"


@pytest.mark.parametrize(
    "name", ["m" * 300, "/" + "m" * 300, "~/" + "m" * 300, "./" + "d/" * 3000, "a\0b", "./a\0b"], ids=range(6)
)
def test_a_name_that_no_file_can_have_is_no_model(catalogs: Catalogs, tmp_path: Path, name: str) -> None:
    with pytest.raises(RequestError) as caught:
        catalogs.model(name, tmp_path, tuple, "local", _here)
    assert caught.value.field == "model"


def test_clusters_by_name(catalogs: Catalogs) -> None:
    assert catalogs.cluster(None) == catalogs.clusters()[0]
    assert catalogs.cluster("lumi").name == "lumi"
    with pytest.raises(UnknownNameError) as caught:
        catalogs.cluster("lumy")
    assert "lumi" in caught.value.hint
    assert isinstance(caught.value, LlmtuiError)
