"""A user's environment and other people's job names change nothing of what is read from a real Slurm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.integration.watch.realwatch import Watched, site
from tests.realslurm import needs
from tests.realslurm.cluster import RealSlurm, real_slurm

from llmtui.slurm.commands import FIELD, RECORD
from llmtui.slurm.parse import parse_squeue

pytestmark = pytest.mark.realslurm

HOSTILE = {
    "SQUEUE_STATES": "R",
    "SQUEUE_FORMAT": "%j",
    "SQUEUE_FORMAT2": "name",
    "SQUEUE_SORT": "-i",
    "SQUEUE_USERS": "nobody",
    "SQUEUE_PARTITION": "nosuch",
    "SQUEUE_ACCOUNT": "nosuch",
    "SQUEUE_NAMES": "nosuch",
    "SQUEUE_ARRAY": "1",
    "SQUEUE_ALL": "1",
    "SACCT_FORMAT": "jobname",
    "SACCT_FEDERATION": "1",
    "SLURM_TIME_FORMAT": "relative",
    "SLURM_CLUSTERS": "nosuch",
    "SLURM_JSON": "compact",
    "LC_ALL": "tr_TR.UTF-8",
}
NAMES = [
    "plain",
    "two words",
    "pipe|pipe",
    "line\nend",
    f"x{RECORD}\n999999{FIELD}COMPLETED{FIELD}None{FIELD}0:00{FIELD}1:00{FIELD}N/A{FIELD}n1",
    f"us{FIELD}rs{RECORD}",
    "\x1b]52;c;AAAA\x07\x1b[2J",
    "\u202egnirts",
    "[red]markup[/oops]",
    "quote\"back\\slash'",
    "100%j %u",
    "é" * 60,
]


@pytest.fixture(scope="module")
def slurm() -> Iterator[RealSlurm]:
    needs.need()
    with real_slurm(site("hostile", options=("SelectTypeParameters=CR_Core",))) as running:
        yield running


@pytest.fixture
def watched(slurm: RealSlurm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(slurm, tmp_path, monkeypatch)


def test_the_users_environment_changes_nothing(watched: Watched) -> None:
    watched.submit("running", "sleep 600 & wait")
    watched.submit("waiting", "sleep 600", "--hold")
    watched.submit("ended", "exit 3")
    watched.until("the end of one", "FAILED", "ended")
    watched.look()
    plain = {name: watched.of(name) for name in ("running", "waiting")}
    assert {name: found.state for name, found in plain.items()} == {"running": "RUNNING", "waiting": "PENDING"}
    for name, found in plain.items():
        watched.records.write(replace(found, status=None, status_at=None))
        assert watched.look(found.status_at, HOSTILE).ok, name
        status = watched.of(name).status
        assert found.status is not None
        assert status == replace(found.status, elapsed_s=status.elapsed_s if status else None)
    bare = watched.bare("squeue", "--me", environment=HOSTILE)
    assert str(plain["waiting"].job_id) not in bare, "these variables must be able to do harm"
    watched.slurm.out("scancel", "--me")


def test_names_forge_nothing_and_hide_nothing(watched: Watched) -> None:
    ids = [watched.submit(f"job{number}", "sleep 600", "--hold", "-J", name) for number, name in enumerate(NAMES)]
    assert watched.look().ok
    assert [watched.told(f"job{number}")[0::2] for number in range(len(NAMES))] == [("PENDING", "fresh")] * len(NAMES)
    fields = FIELD.join(("%i", "%T", "%r", "%M", "%l", "%S", "%N")) + RECORD
    answer = parse_squeue(watched.slurm.out("squeue", "--me", "-h", "-o", fields), {*ids, 999999})
    assert (sorted(answer.jobs), answer.dropped) == (sorted(ids), 0)
    naive = watched.slurm.out("squeue", "--me", "-h", "-o", f"%j{RECORD}\n{fields}")
    assert 999999 in parse_squeue(naive, {*ids, 999999}).jobs, "a query with names must be forgeable"
    watched.slurm.out("scancel", "--me")
