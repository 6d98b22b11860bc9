"""Before a job is submitted: what it reads from the hub is in the cluster's cache, or somebody is told."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.drafts import quick_draft
from tests.fakes.hubcache import snapshot
from tests.fakes.plans import model

from llmtui.domain.cluster import Cluster, Partition
from llmtui.domain.plan import Plan
from llmtui.errors import RequestError
from llmtui.remote.local import LocalTransport
from llmtui.services.prefetch.wanted import to_fetch, wanted_of
from llmtui.services.reach.link import Link
from llmtui.services.submission.hubcache import check_staged, findings, look
from llmtui.services.watching.budget import QueryLog

NAME = "some/rows"


class Site:
    """A cluster whose compute nodes reach nothing, and a job there that trains on NAME."""

    def __init__(self, folder: Path) -> None:
        self.hub = folder / "hf"
        self.fetches = folder / "runs" / "prefetch"
        places = {"run_root": f"{folder}/runs", "hf_home": str(self.hub)}
        self.cluster = Cluster(
            "lab",
            "A lab",
            partitions=(Partition("gpu"),),
            default_partition="gpu",
            internet_on_compute="no",
            **places,  # type: ignore[arg-type]
        )
        self.link = Link(self.cluster, LocalTransport(), QueryLog())
        self.plan = self.of(quick_draft(self.cluster, model(), folder).plan, dataset=NAME)

    def of(self, plan: Plan, **training: str | None) -> Plan:
        changed = replace(plan.spec.training, **training)  # type: ignore[arg-type]
        return replace(plan, spec=replace(plan.spec, training=changed))

    def states(self) -> dict[str, str]:
        return {each.wanted.id: each.state for each in look(self.link, self.plan) or ()}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_what_is_not_there_is_told_and_a_job_that_cannot_read_it_is_not_submitted(site: Site) -> None:
    told = {found.where: (found.message, found.hint) for found in findings(site.link, site.plan)}
    where = f"is not in HF_HOME on lab, {site.hub}"
    assert told == {
        "model": (f"{site.plan.model.id} {where}", "llmtui stage JOB fetches it"),
        "training.dataset": (f"{NAME} {where}", "llmtui stage JOB fetches it"),
    }
    with pytest.raises(RequestError, match=f"{NAME} is not in HF_HOME on lab") as caught:
        check_staged(site.link, site.plan)
    assert (caught.value.field, caught.value.hint) == ("training.dataset", "llmtui stage JOB fetches it")
    snapshot(site.hub, NAME, {"train.jsonl": b'{"text": "a"}\n'})
    assert site.states() == {site.plan.model.id: "none", NAME: "there"}
    assert [found.where for found in findings(site.link, site.plan)] == ["model"]
    check_staged(site.link, site.plan)


def test_a_fetch_that_goes_on_is_no_obstacle_and_one_that_failed_is_told(site: Site) -> None:
    fetch = site.fetches / "datasets--some--rows"
    (fetch / "lock").mkdir(parents=True)
    assert site.states()[NAME] == "fetching"
    check_staged(site.link, site.plan)
    (fetch / "lock").rmdir()
    snapshot(site.hub, NAME, {"train.jsonl": b'{"text": "a"}\n'})
    for code, state in (("1", "part"), ("stopped", "part"), ("0", "there")):
        (fetch / "rc").write_text(f"{code}\n")
        assert site.states()[NAME] == state


@pytest.mark.parametrize("files", [(), ("beat",), ("beat", "job"), ("asked",), ("asked", "job")])
def test_a_lock_that_was_left_behind_is_no_fetch_and_one_that_only_slurm_knows_of_may_be(
    site: Site, files: tuple[str, ...]
) -> None:
    """As `llmtui stage` tells it: who has beaten once and is silent is gone, a job that waits never has."""
    lock = site.fetches / "datasets--some--rows" / "lock"
    lock.mkdir(parents=True)
    for name in files:
        (lock / name).write_text("5\n")
    assert site.states()[NAME] == "fetching"
    for path in (*lock.iterdir(), lock):
        os.utime(path, (1, 1))
    waits = files[:1] == ("asked",)
    assert site.states()[NAME] == ("fetching" if waits else "none")
    if not waits:
        with pytest.raises(RequestError, match=f"{NAME} is not in HF_HOME"):
            check_staged(site.link, site.plan)
        snapshot(site.hub, NAME, {"train.jsonl": b'{"text": "a"}\n'})
        assert site.states()[NAME] == "part", "nothing tells that it has come to its end"
        (lock.parent / "rc").write_text("0\n")
        assert site.states()[NAME] == "there"
    check_staged(site.link, site.plan)


def test_a_fetch_that_failed_before_it_brought_anything_is_an_obstacle(site: Site) -> None:
    fetch = site.fetches / "datasets--some--rows"
    fetch.mkdir(parents=True)
    (fetch / "rc").write_text("1\n")
    with pytest.raises(RequestError, match=f"{NAME} is not in HF_HOME"):
        check_staged(site.link, site.plan)


def test_a_data_set_with_a_program_of_its_own_is_refused_before_the_job_is(site: Site) -> None:
    snapshot(site.hub, NAME, {"rows.py": b"import datasets\n", "dummy.csv": b"text\n"})
    with pytest.raises(RequestError, match=f"{NAME} is read by a program of its own") as caught:
        check_staged(site.link, site.plan)
    assert ".jsonl or .parquet" in (caught.value.hint or "")


def test_where_nodes_have_internet_only_data_is_looked_for(site: Site) -> None:
    """A job loads its model from the hub by itself there, but never a data set."""
    online = replace(site.plan, cluster=replace(site.cluster, internet_on_compute="yes"))
    assert [found.where for found in findings(site.link, online)] == ["training.dataset"]
    files = site.of(online, dataset="train.jsonl")
    assert findings(site.link, files) == ()
    check_staged(site.link, files)


def test_both_data_sets_are_wanted_and_the_same_one_once(site: Site) -> None:
    def ids(**training: str | None) -> list[str]:
        return [each.id for each in wanted_of(site.of(site.plan, **training)) if each.kind == "dataset"]

    assert ids(dataset="imdb", eval_dataset=NAME) == ["stanfordnlp/imdb", NAME]
    assert ids(dataset="imdb", eval_dataset="stanfordnlp/imdb") == ["stanfordnlp/imdb"]
    assert ids(dataset="./some/rows", eval_dataset="cluster:/rows") == []
    own = replace(site.plan, model=replace(site.plan.model, location="/models/x"))
    with pytest.raises(RequestError, match="reads nothing from the Hugging Face Hub"):
        to_fetch(site.of(own, dataset="rows.jsonl"))


def test_a_cluster_that_does_not_answer_is_no_verdict(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("llmtui.services.submission.hubcache._SCRIPT", "echo noise; exit 1")
    assert look(site.link, site.plan) is None
    assert [found.severity for found in findings(site.link, site.plan)] == ["note"]
    check_staged(site.link, site.plan)
