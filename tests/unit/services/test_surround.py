"""What is known around a job, kept for a while, and what the linter makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.fakes.slurm import FakeSlurm

from llmtui.catalog.jobfile import parse_job
from llmtui.domain.cluster import Cluster
from llmtui.domain.surroundings import Surroundings
from llmtui.remote.transport import Result
from llmtui.services.place.around import KEPT_S, Around
from llmtui.services.preview import make_draft
from llmtui.services.reach.link import Link
from llmtui.services.session import Session
from llmtui.services.watching.budget import QueryLog
from llmtui.units import GIB

NOW = 1_795_700_000.0
_DF = "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/x 1 1 5242880 1% /scratch\n"
_RESERVED = (
    f"ReservationName=maint StartTime={int(NOW) + 600} EndTime={int(NOW) + 9000} Nodes=ALL NodeCnt=9 "
    "Flags=MAINT,ALL_NODES\n\x1e9\n"
)


class Site(FakeSlurm):
    """Answers the two scripts: of quotas, and of reservations."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0
        self.reserved = Result.said("ok", 0, _RESERVED, "")

    def script(self, text: str, *, values: Mapping[str, str] | None = None, timeout_s: float = 30.0) -> Result:
        self.scripts += 1
        if "reservation" in text:
            assert "SLURM_TIME_FORMAT=%s" in text
            return self.reserved
        assert values is not None
        assert values["FOLDER"] == "/scratch/project_1/alice/llmtui"
        return Result.said("ok", 0, f"\x1ethere\n/scratch\n\x1ereal\n/scratch\n\x1edf\n{_DF}\x1eend\n", "")


class Clock:
    now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def lumi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cluster:
    monkeypatch.setenv("LLMTUI_HOME", str(tmp_path / "home"))
    return Session().cluster("lumi")


def test_the_cluster_is_asked_once_in_ten_minutes(lumi: Cluster) -> None:
    site, clock = Site(), Clock()
    link, around = Link(lumi, site, QueryLog()), Around(clock)
    assert around.known("lumi", "project_1") == Surroundings(now=NOW), "nothing is asked for that"
    found = [around.look(link, "project_1", NOW + 60) for _ in range(5)][-1]
    assert (site.scripts, found.quota_free_bytes, found.certificate_expires_at) == (2, 5 * GIB, NOW + 60)
    assert found.maintenance is not None
    assert found.maintenance[0].what == "maint"
    assert around.known("lumi", "project_1") == around.look(link, "project_1")
    clock.now += KEPT_S + 1
    assert around.known("lumi", "project_1") == Surroundings(now=clock.now), "old facts are no facts"
    around.look(link, "project_1")
    assert site.scripts == 4


def test_what_is_not_answered_stays_unknown(lumi: Cluster) -> None:
    site = Site()
    site.reserved = Result.said("unknown", None, "", "no answer within 30 s")
    found = Around(Clock()).look(Link(lumi, site, QueryLog()), "project_1")
    assert (found.maintenance, found.quota_free_bytes) == (None, 5 * GIB)
    without = Around(Clock()).look(Link(lumi, site, QueryLog()), None)
    assert (without.quota_free_bytes, without.quota_free_files) == (None, None), "no account, no folder"


def test_the_linter_warns_of_what_is_known(lumi: Cluster, tmp_path: Path) -> None:
    text = """version: 1
name: big
task: finetune
model: EleutherAI/gpt-neo-1.3B
placement: {cluster: lumi, account: project_1, partition: dev-g, time: "02:00:00"}
training: {dataset: rows.jsonl}
"""
    spec = parse_job(text, "job.yaml")
    model = Session().model(spec.model, tmp_path)

    def codes(known: Surroundings) -> set[str]:
        draft = make_draft(spec, tmp_path, model, lumi, in_place=False, check_inputs=False, surroundings=known)
        return {finding.code for finding in draft.findings} & {"quota", "maintenance", "certificate"}

    around = Around(Clock())
    assert codes(around.known("lumi", "project_1", None)) == set()
    around.look(Link(lumi, Site(), QueryLog()), "project_1")
    assert codes(around.known("lumi", "project_1", NOW + 60)) == {"quota", "maintenance", "certificate"}
