"""Before anything is written: what sbatch --test-only says of the very bytes of the job's script."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from tests.fakes.drafts import quick_draft
from tests.fakes.plans import MACHINE, cluster, model

from llmtui.domain.cluster import Cluster, Partition
from llmtui.errors import RejectedError
from llmtui.localslurm import install
from llmtui.remote.local import LocalTransport
from llmtui.services.preview import Draft
from llmtui.services.reach.link import Link
from llmtui.services.submission import preflight
from llmtui.services.watching.budget import QueryLog

SITE = Cluster("site", "Site", partitions=(Partition("gpu"),), default_partition="gpu")


class Desk:
    """A draft, and commands that print what a test wants."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.link = Link(SITE, LocalTransport(self.bin), QueryLog())
        self.draft: Draft = quick_draft(SITE, model(), folder, body="echo \"it's $HOME\" 'a' \\ `x`")

    def says(self, command: str, text: str, code: int = 0, stream: str = "") -> None:
        (self.bin / f"{command}.txt").write_text(text)
        script = f"#!/bin/sh\ncat >{self.bin}/{command}.stdin\ncat {self.bin}/{command}.txt {stream}\nexit {code}\n"
        (self.bin / command).write_text(script)
        (self.bin / command).chmod(0o755)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_very_bytes_of_the_script_are_tried(desk: Desk) -> None:
    start = "sbatch: Job 7 to start at 2026-11-23T21:45:15 using 4 processors on nodes n1 in partition gpu\n"
    desk.says("sbatch", start, stream=">&2")
    verdict = preflight.test_only(desk.link, desk.draft)
    assert (verdict.ok, verdict.text) == (True, "4 processors on nodes n1 in partition gpu")
    assert (desk.bin / "sbatch.stdin").read_bytes() == desk.draft.bundle.files["job.sh"]
    preflight.refuse(verdict)
    assert [query.command for query in desk.link.log.recent(0.0)] == ["sbatch"]


def test_a_refusal_comes_in_slurms_own_words(desk: Desk) -> None:
    text = "sbatch: error: invalid partition specified: nosuch\nallocation failure: Invalid partition name specified\n"
    desk.says("sbatch", text, 1, ">&2")
    verdict = preflight.test_only(desk.link, desk.draft)
    with pytest.raises(RejectedError, match="invalid partition specified: nosuch") as caught:
        preflight.refuse(verdict)
    assert "placement.partition" in caught.value.hint


@pytest.mark.parametrize(("nodes", "ok"), [("idle\nmixed\n", False), ("idle\ndrained\n", None)])
def test_nodes_that_are_missing_now_may_come_back(desk: Desk, nodes: str, ok: bool | None) -> None:
    desk.says("sbatch", "allocation failure: Requested node configuration is not available\n", 1, ">&2")
    desk.says("sinfo", nodes)
    verdict = preflight.test_only(desk.link, desk.draft)
    assert verdict.ok is ok
    assert "Requested node configuration is not available" in verdict.text
    with pytest.raises(RejectedError) if ok is False else nullcontext():
        preflight.refuse(verdict)


def test_what_could_not_be_checked_is_said_and_no_obstacle(desk: Desk) -> None:
    desk.says("sbatch", "allocation failure: Socket timed out on send/recv operation\n", 1, ">&2")
    verdict = preflight.test_only(desk.link, desk.draft)
    assert (verdict.ok, "could not be checked" in verdict.text) == (None, True)
    preflight.refuse(verdict)
    desk.says("sbatch", "\x1b]0;x\x07noise", 0)
    assert preflight.test_only(desk.link, desk.draft).ok is None


def test_the_embedded_slurm_answers_too(tmp_path: Path) -> None:
    local = cluster("local")
    link = Link(local, LocalTransport(install(tmp_path / "slurm", MACHINE)), QueryLog())
    assert preflight.test_only(link, quick_draft(local, model(), tmp_path)).ok is True
    bad = quick_draft(local, model(), tmp_path, "#SBATCH --partition=nosuch\ntrue")
    assert preflight.test_only(link, bad).ok is False
    assert link.transport.run(["squeue", "-h"]).out.raw == ""
