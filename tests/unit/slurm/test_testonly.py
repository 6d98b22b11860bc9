"""sbatch --test-only: what is a refusal, what is not known, and when the job would start."""

from __future__ import annotations

from datetime import datetime

import pytest

from llmtui.slurm.testonly import all_up, node_states, read_verdict

from .samples import VERSIONS, blocks


@pytest.mark.parametrize("version", VERSIONS)
def test_a_start_as_recorded(version: str) -> None:
    (block,) = [each for each in blocks(version, "sbatch-ok") if "--test-only" in each.command]
    verdict = read_verdict(block.exit_code, block.out, block.err)
    assert verdict.ok is True
    assert verdict.text == "2 processors on nodes r01g[01-02] in partition gpu"
    assert verdict.starts_at is not None
    assert datetime.fromtimestamp(verdict.starts_at).strftime("%Y-%m-%d") == "2026-11-23"


#: Texts of a real 22.05; those of the embedded Slurm are the same.
REFUSED = [
    (1, "sbatch: error: invalid partition specified: nosuch\nallocation failure: Invalid partition name specified\n"),
    (1, "allocation failure: Invalid account or account/partition combination specified\n"),
    (1, "allocation failure: Invalid feature specification\n"),
    (255, "sbatch: error: Invalid --time specification\n"),
    (255, "sbatch: unrecognized option '--bogus=1'\nTry \"sbatch --help\" for more information\n"),
    (1, "sbatch: error: This does not look like a batch script.  The first\n"),
]


@pytest.mark.parametrize(("code", "err"), REFUSED)
def test_a_definite_no_in_slurms_own_words(code: int, err: str) -> None:
    verdict = read_verdict(code, "", err)
    assert (verdict.ok, verdict.for_now) == (False, False)
    assert not verdict.text.startswith(("sbatch", "allocation"))
    assert verdict.text.split(" / ")[0].lower() in err.lower()


def test_a_no_that_may_only_hold_for_now() -> None:
    verdict = read_verdict(1, "", "allocation failure: Requested node configuration is not available\n")
    assert (verdict.ok, verdict.for_now) == (False, True)


@pytest.mark.parametrize(
    ("code", "err"),
    [
        (None, ""),
        (1, "allocation failure: Socket timed out on send/recv operation\n"),
        (1, "allocation failure: Unable to contact slurm controller (connect failure)\n"),
        (1, "sbatch: error: invalid partition specified: x\nallocation failure: Unable to contact slurm controller"),
        (0, ""),
        (1, ""),
        (0, "sbatch: Job 7 to start tomorrow\n"),
        (137, ""),
    ],
)
def test_what_is_not_known_is_no_refusal(code: int | None, err: str) -> None:
    assert read_verdict(code, "", err).ok is None


def test_a_time_that_is_none_spoils_nothing() -> None:
    verdict = read_verdict(0, "", "sbatch: Job 7 to start at 2026-99-99T00:00:00 using 1 processors on nodes a\n")
    assert (verdict.ok, verdict.starts_at) == (True, None)


def test_nodes_that_are_up() -> None:
    assert node_states("gpu") == ["sinfo", "--noheader", "--partition=gpu", "-o", "%T"]
    assert node_states(None) == ["sinfo", "--noheader", "-o", "%T"]
    assert all_up("idle\nallocated\nmixed\n")
    for text in ("", "idle\ndrained\n", "down*\n", "idle*\n", "mixed-\n", "unknown\n", "something new\n"):
        assert not all_up(text), text
