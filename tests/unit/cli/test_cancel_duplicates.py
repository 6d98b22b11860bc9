"""llmtui cancel: the whole run, or only what Slurm holds of it twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.records import record
from tests.fakes.slurm import FakeJob, FakeSlurm

from llmtui.domain.cluster import Cluster
from llmtui.services.journal.records import Records
from llmtui.services.paths import Paths
from llmtui.services.reach.link import Link
from llmtui.services.session import Session

from .conftest import Answer

Run = Callable[..., Answer]
RUN = replace(record(7, cluster="lumi"), others=(8,))


@pytest.fixture
def slurm(llmtui: Run, monkeypatch: pytest.MonkeyPatch) -> FakeSlurm:
    """LUMI is a Slurm in memory that holds jobs 7 and 8 of one run, which is in the journal."""
    made = FakeSlurm()
    made.jobs = {job_id: FakeJob(job_id, RUN.run_dir) for job_id in (7, 8)}
    Records(Paths.default().records).write(RUN)

    def link(session: Session, cluster: Cluster) -> Link:
        return Link(cluster, made, session.query_log)

    monkeypatch.setattr(Session, "_link", link)
    return made


def cut(slurm: FakeSlurm) -> list[str]:
    calls = [call for call in slurm.calls if call[0] == "scancel"]
    return [word for call in calls for word in call if word.isdecimal()]


def test_only_duplicates(llmtui: Run, slurm: FakeSlurm) -> None:
    assert "Slurm holds job 8 of this run as well" in llmtui("jobs").out
    assert llmtui("show", RUN.id).out.count("8 of this run as well") == 1
    answer = llmtui("cancel", RUN.id, "--duplicates")
    assert (answer.code, answer.out, cut(slurm)) == (0, f"{RUN.id[:8]} PENDING\n", ["8"])
    again = llmtui("cancel", RUN.id, "--duplicates")
    assert (again.code, cut(slurm)) == (2, ["8"])
    assert "holds no other job" in again.err


def test_the_whole_run(llmtui: Run, slurm: FakeSlurm, tmp_path: Path) -> None:
    answer = llmtui("cancel", RUN.id, "--json")
    assert (answer.code, cut(slurm), answer.json["others"]) == (0, ["8", "7"], [])
