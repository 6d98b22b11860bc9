"""Deleting takes the folder of an ended run of llmtui's and nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.runs import FaultyTransport, cluster, ended, link, write_run

from llmtui.domain.record import JobRecord, JobStatus
from llmtui.errors import CannotTellError, RequestError, UnreachableError
from llmtui.remote.transport import Facts
from llmtui.services.journal.records import Records
from llmtui.services.reach.link import Link
from llmtui.services.runs.clean import Size, delete, sizes, survey
from llmtui.services.runs.ownfolder import check_place, why_kept
from llmtui.services.runs.runfiles import folder_note

NOW = 1_800_000_000.0


class Desk:
    """A cluster with the folders of three runs, and something beside them that is nobody's business."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "a 'cluster' ; $(touch x)"
        self.transport = FaultyTransport()
        self.link = link(self.root, self.transport)
        self.records = Records(folder / "records")
        self.runs = [self.records.write(ended(self.root, number)) for number in (1, 2, 3)]
        for run in self.runs:
            write_run(run)
        self.beside = folder / "beside"
        self.beside.mkdir()
        (self.beside / "mine").write_text("mine")
        (self.root / "other").mkdir()

    def delete(self, number: int = 0) -> JobRecord:
        return delete(self.link, self.records, self.runs[number], NOW)

    def change(self, **changes: object) -> JobRecord:
        """The first run, otherwise."""
        self.runs[0] = self.records.write(replace(self.runs[0], **changes))  # type: ignore[arg-type]
        return self.runs[0]

    def there(self) -> list[str]:
        return sorted(path.name for path in self.root.iterdir())

    def check_untouched(self) -> None:
        assert self.there() == sorted([*(run.id for run in self.runs), "other"])
        assert (self.beside / "mine").read_text() == "mine"
        assert self.records.get(self.runs[0].id).deleted_at is None


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_sizes_come_by_one_script(desk: Desk) -> None:
    shutil.rmtree(desk.runs[1].run_dir)
    os.rename(desk.runs[2].run_dir, desk.root / "moved")
    Path(desk.runs[2].run_dir).symlink_to(desk.root / "moved")
    found = sizes(desk.link, desk.runs)
    assert desk.transport.scripts == 1
    first, second, third = (found[run.id] for run in desk.runs)
    assert first.presence == "there"
    assert 900_000 < first.bytes < 1_200_000, "what du says of about 0.95 MB in 20 files"
    assert (second, third) == (Size("gone"), Size("no"))


@pytest.mark.parametrize("answer", ["0 there x\n", "7 gone\n", "noise\n0 gone\n"])
def test_sizes_that_cannot_be_read_are_said(desk: Desk, answer: str) -> None:
    desk.transport.answer = answer
    with pytest.raises(CannotTellError):
        sizes(desk.link, desk.runs)


def test_a_folder_that_was_not_added_up_is_late(desk: Desk) -> None:
    desk.transport.answer = "0 there 12\n1 late\n"
    found = sizes(desk.link, desk.runs)
    assert [found[run.id] for run in desk.runs] == [Size("there", 12 * 1024), Size("late"), Size("late")]


def test_a_run_is_deleted_and_the_journal_knows(desk: Desk) -> None:
    made = desk.delete()
    assert made.deleted_at == NOW
    assert desk.records.get(made.id) == made
    assert desk.there() == sorted([desk.runs[1].id, desk.runs[2].id, "other"])
    assert folder_note(desk.transport, made).startswith("the run's folder is gone from lumi: you deleted it on 20")
    with pytest.raises(RequestError, match="it has been deleted"):
        desk.delete()


def test_a_link_in_the_folder_takes_nothing_else_along(desk: Desk) -> None:
    (Path(desk.runs[0].run_dir) / "output" / "data").symlink_to(desk.beside)
    (Path(desk.runs[0].run_dir) / "-rf").symlink_to(desk.beside / "mine")
    desk.delete()
    assert (desk.beside / "mine").read_text() == "mine"


_RUNNING = JobStatus("RUNNING")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"status": _RUNNING}, "has not ended: RUNNING"),
        ({"status": None}, "has not ended"),
        ({"status": _RUNNING, "seen": "vanished"}, "not known how the job ended"),
        ({"seen": "vanished"}, "not known how the job ended"),
        ({"status": None, "submission": "SUBMIT_UNKNOWN"}, "SUBMIT_UNKNOWN"),
        ({"status": None, "submission": "SUBMITTING"}, "SUBMITTING"),
        ({"status": None, "submission": "STAGING"}, "being submitted"),
    ],
)
def test_a_job_that_may_live_keeps_its_folder(desk: Desk, changes: dict[str, object], why: str) -> None:
    desk.change(**changes)
    with pytest.raises(RequestError, match=why):
        desk.delete()
    assert desk.transport.scripts == 0
    desk.check_untouched()


def test_a_run_that_another_llmtui_submits_keeps_its_folder(desk: Desk) -> None:
    desk.change(status=None, submission="STAGED", problem="the link was lost")
    with desk.records.submitting(desk.runs[0].id), pytest.raises(RequestError, match="being submitted"):
        desk.delete()
    desk.check_untouched()
    desk.delete()


def test_what_a_living_job_reads_stays(desk: Desk) -> None:
    first = desk.runs[0]
    desk.records.write(ended(desk.root, 9, status=_RUNNING, name="next", job_file=f"model: {first.run_dir}/output\n"))
    with pytest.raises(RequestError, match="reads from it"):
        desk.delete()
    assert why_kept(first, (ended(desk.root, 8, status=_RUNNING, model=f"job:{first.name}"),))
    assert not why_kept(first, (ended(desk.root, 8, model=f"job:{first.name}"),)), "that one has ended"


def _elsewhere(desk: Desk) -> None:
    desk.change(run_dir=str(desk.beside))


def _up(desk: Desk) -> None:
    desk.change(run_dir=f"{desk.root}/x/../{desk.runs[0].id}")


def _root(desk: Desk) -> None:
    desk.change(run_dir=f"/{desk.runs[0].id}")


def _deeper(desk: Desk) -> None:
    desk.change(run_dir=f"{desk.root}/other/{desk.runs[0].id}")


def _relative(desk: Desk) -> None:
    desk.change(run_dir=desk.runs[0].id)


def _link(desk: Desk) -> None:
    os.rename(desk.runs[0].run_dir, desk.root / "kept")
    Path(desk.runs[0].run_dir).symlink_to(desk.root / "kept")


def _another_job(desk: Desk) -> None:
    (Path(desk.runs[0].run_dir) / "jobid").write_text("77\n")


def _a_job_where_none_is_known(desk: Desk) -> None:
    desk.change(status=None, submission="REJECTED", job_id=None, problem="refused")


def _unmarked(desk: Desk) -> None:
    for name in ("jobid", "manifest.json"):
        os.unlink(Path(desk.runs[0].run_dir) / name)


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (_elsewhere, "no run folder of llmtui's"),
        (_up, "no run folder of llmtui's"),
        (_root, "no run folder of llmtui's"),
        (_relative, "no run folder of llmtui's"),
        (_deeper, "not below the run folders"),
        (_link, "is a link now"),
        (_another_job, "holds another job"),
        (_a_job_where_none_is_known, "holds another job"),
        (_unmarked, "neither llmtui's manifest nor a job id"),
    ],
)
def test_a_folder_that_may_not_be_ours_stays(desk: Desk, harm: Callable[[Desk], None], why: str) -> None:
    harm(desk)
    before = sorted(str(path) for path in desk.root.parent.rglob("*"))
    with pytest.raises(RequestError, match=why):
        desk.delete()
    assert sorted(str(path) for path in desk.root.parent.rglob("*")) == before
    assert desk.records.get(desk.runs[0].id).deleted_at is None


def test_a_number_with_its_clusters_name_is_the_same_job(desk: Desk) -> None:
    (Path(desk.runs[0].run_dir) / "jobid").write_text("1;lumi\n")
    assert desk.delete().deleted_at == NOW


def test_a_run_whose_job_claimed_it_under_another_number_can_go(desk: Desk) -> None:
    first = desk.runs[0].job_id
    assert first is not None
    desk.change(job_id=first + 1000, others=(first,))
    assert desk.delete().deleted_at == NOW


def test_a_deletion_that_was_cut_off_goes_on(desk: Desk) -> None:
    """All but the marks has gone; then all but an empty folder."""
    folder = Path(desk.runs[0].run_dir)
    shutil.rmtree(folder / "output")
    desk.delete()
    shutil.rmtree(desk.runs[1].run_dir)
    os.mkdir(desk.runs[1].run_dir)
    desk.delete(1)
    assert desk.there() == sorted([desk.runs[2].id, "other"])


@pytest.mark.parametrize("answer", ["", "nonsense", "unknown\n"])
def test_an_answer_that_is_none_changes_nothing_in_the_journal(desk: Desk, answer: str) -> None:
    desk.transport.answer = answer
    with pytest.raises(CannotTellError) as caught:
        desk.delete()
    assert "again" in caught.value.hint
    assert desk.records.get(desk.runs[0].id).deleted_at is None


def test_a_folder_that_a_site_has_purged(desk: Desk) -> None:
    shutil.rmtree(desk.runs[0].run_dir)
    with pytest.raises(RequestError, match="the run's folder is gone from lumi"):
        desk.delete()
    assert folder_note(desk.transport, desk.runs[0]) == "the run's folder is gone from lumi"
    assert folder_note(desk.transport, desk.runs[1]) == ""
    assert folder_note(desk.transport, replace(desk.runs[0], status=_RUNNING)) == "", "it may not be there yet"
    shutil.rmtree(desk.root)
    assert folder_note(desk.transport, desk.runs[0]) == "", "the whole file system may be away"


def test_run_roots_of_sites() -> None:
    facts = Facts("login1", "alice", "/users/alice", {"SCRATCH": "/scratch/alice"})
    run_id = "ab" * 16
    for template, folder in {
        "/scratch/{account}/{user}/llmtui": "/scratch/p1/alice/llmtui",
        "$SCRATCH/llmtui": "/scratch/alice/llmtui",
        "${SCRATCH}/llmtui/": "/scratch/alice/llmtui",
        "~/llmtui": "/users/alice/llmtui",
        "$HOME/llmtui": "/users/alice/llmtui",
    }.items():
        site = replace(cluster(Path("/")), run_root=template)
        check_place(replace(ended(Path("/")), id=run_id, run_dir=f"{folder}/{run_id}"), site, facts)
        for other in (f"{folder}x", "/scratch/alice", f"{folder}/more", "/scratch/p1/p2/alice/llmtui"):
            with pytest.raises(RequestError):
                check_place(replace(ended(Path("/")), id=run_id, run_dir=f"{other}/{run_id}"), site, facts)
    for template in ("", "$WORK/llmtui"):
        with pytest.raises(RequestError):
            check_place(
                replace(ended(Path("/")), id=run_id, run_dir=f"/x/{run_id}"),
                replace(cluster(Path("/")), run_root=template),
                facts,
            )


def test_a_survey_of_several_clusters(desk: Desk) -> None:
    away = desk.records.write(ended(desk.root, 4, cluster="puhti"))
    desk.change(status=_RUNNING)
    shutil.rmtree(desk.runs[2].run_dir)

    def reach(name: str) -> Link:
        if name == "puhti":
            raise UnreachableError("puhti cannot be reached")
        return desk.link

    found = survey(reach, [*desk.runs, away], desk.records.load().records, NOW)
    assert [old.record.id for old in found] == [*(run.id for run in desk.runs), away.id]
    assert [old.kept for old in found] == [
        "the job has not ended: RUNNING",
        "",
        "the run's folder is gone from lumi",
        "puhti cannot be reached",
    ]
    assert [old.asked for old in found] == [True, True, True, False]
    assert found[1].age_s == NOW - 2000.0
    assert desk.transport.scripts == 1


def test_a_folder_that_cannot_be_emptied_is_not_called_deleted(desk: Desk, tmp_path: Path) -> None:
    """rm that fails for one file, as for one that a process of the job still holds on NFS."""
    fake = tmp_path / "bin"
    fake.mkdir()
    (fake / "rm").write_text("#!/bin/sh\necho 'rm: cannot remove: Device or resource busy' >&2\nexit 1\n")
    (fake / "rm").chmod(0o755)
    transport = FaultyTransport()
    transport._path_prefix = fake
    with pytest.raises(CannotTellError, match="resource busy"):
        delete(Link(cluster(desk.root), transport, desk.link.log), desk.records, desk.runs[0], NOW)
    desk.check_untouched()
