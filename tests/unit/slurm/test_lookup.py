"""Jobs by their run folder: its last part decides, cut answers are none, refused submissions are no jobs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmtui.slurm import lookup
from llmtui.slurm.commands import FIELD, RECORD

from .samples import blocks

RUN = "0123456789abcdef" * 2
OTHER = "f" * 32


def _squeue(*jobs: tuple[str, str, str, str]) -> str:
    return "".join(FIELD.join(job) + RECORD + "\n" for job in jobs)


def _sacct(*jobs: tuple[str, str, str, str]) -> str:
    return "".join(FIELD.join(job) + "\n" for job in jobs)


def test_by_the_last_part_of_the_folder() -> None:
    rows = (
        ("7", "PENDING", "", f"/scratch/x/{RUN}"),
        ("8", "RUNNING", "n1", f"/pfs/lustre/x/{RUN}/"),
        ("9", "PENDING", "", f"/scratch/x/{RUN}/inputs"),
        ("10", "PENDING", "", f"/scratch/x/{RUN}x"),
        ("11", "COMPLETED", "n1", f"/scratch/{OTHER}"),
        ("12_[1-3]", "PENDING", "", f"/scratch/{RUN}"),
        ("13", "PENDING", "", "/scratch/runs"),
    )
    assert lookup.parse_squeue_folders(_squeue(*rows), {RUN, OTHER}) == {RUN: (7, 8), OTHER: (11,)}
    assert lookup.parse_sacct_folders(_sacct(*rows), {RUN}) == {RUN: (7, 8)}


def test_a_submission_that_burnt_an_id_is_no_job() -> None:
    """Seen in 22.05: FAILED, no nodes, in squeue for MinJobAge and in sacct for good."""
    squeue = _squeue(("1", "FAILED", "", f"/r/{RUN}"), ("2", "FAILED", "n1", f"/r/{OTHER}"))
    sacct = _sacct(("1", "FAILED", "None assigned", f"/r/{RUN}"), ("2", "FAILED", "n1", f"/r/{OTHER}"))
    assert lookup.parse_squeue_folders(squeue, {RUN, OTHER}) == {OTHER: (2,)}
    assert lookup.parse_sacct_folders(sacct, {RUN, OTHER}) == {OTHER: (2,)}
    cancelled = _sacct(("3", "CANCELLED by 0", "None assigned", f"/r/{RUN}"))
    assert lookup.parse_sacct_folders(cancelled, {RUN}) == {RUN: (3,)}


@given(st.integers(1, 200))
def test_a_cut_answer_is_none(length: int) -> None:
    squeue, sacct = (text(("7", "PENDING", "", f"/r/{RUN}")) for text in (_squeue, _sacct))
    cut = squeue[: max(1, len(squeue) - 2 - length % len(squeue))]
    assert lookup.parse_squeue_folders(cut, {RUN}) is None
    assert lookup.parse_sacct_folders(sacct[: max(1, len(sacct) - 1 - length % len(sacct))], {RUN}) is None


@given(st.text())
def test_noise_is_no_job(noise: str) -> None:
    for parse, text in ((lookup.parse_squeue_folders, _squeue), (lookup.parse_sacct_folders, _sacct)):
        found = parse(noise + "\n" + text(("7", "PENDING", "", f"/r/{RUN}")), {RUN})
        assert found is None or found == {RUN: (7,)}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Configuration data\nMessageTimeout          = 10 sec\nX = 1\n", 10),
        ("MessageTimeout = 100 sec (warning)\n", 100),
        ("MyMessageTimeout = 7 sec\n", None),
        ("", None),
    ],
)
def test_message_timeout(text: str, seconds: int | None) -> None:
    assert lookup.parse_message_timeout(text) == seconds


def test_min_job_age_as_recorded() -> None:
    text = next(block.out for block in blocks("22.05", "site") if "show config" in block.command)
    assert (lookup.parse_min_job_age(text), lookup.parse_message_timeout(text)) == (300, 10)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("MinJobAge               = 0 sec\n", 0), ("NotMinJobAge = 7 sec\n", None), ("MinJobAge = soon\n", None)],
)
def test_min_job_age(text: str, seconds: int | None) -> None:
    assert lookup.parse_min_job_age(text) == seconds


def test_commands() -> None:
    assert lookup.squeue_folders()[:4] == ["squeue", "--me", "--states=all", "--noheader"]
    assert "now-3days" in lookup.sacct_folders(3)
    assert lookup.no_accounting("Slurm accounting storage is disabled\n")
    assert not lookup.no_accounting("sacct: error: Problem talking to the database: Connection refused")
