"""The lock of a fetch that a Slurm job makes: one sbatch, whoever starts it, and whatever an earlier start has left."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.plans import model
from tests.integration.submission.runs import EMBEDDED, draft

from llmtui.domain.cluster import Cluster
from llmtui.errors import CannotTellError, LlmtuiError
from llmtui.remote.local import LocalTransport
from llmtui.services.prefetch import fetch, scripts
from llmtui.services.prefetch.fetch import Prefetch
from llmtui.services.reach.link import Link
from llmtui.services.watching.budget import QueryLog

#: Says what `answer` holds, to standard error and with exit code 1 unless that is a number; writes down each call.
_SBATCH = """#!/bin/sh
echo x >>STATE/calls
read -r answer <STATE/answer
case $answer in *[!0-9]*) echo "$answer" >&2; exit 1 ;; esac
echo "$answer"
"""
_SQUEUE = """#!/bin/sh
echo "$*" >>STATE/asked
[ ! -e STATE/away ] || { echo 'slurm_load_jobs error: Unable to contact slurm controller' >&2; exit 1; }
case $* in *' -j '*) echo PENDING ;; *) cat STATE/queue ;; esac
"""
_TIMED_OUT = "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation"
STARTERS = 3


class Site:
    """Stand-ins for Slurm's commands, and the folder of one fetch."""

    def __init__(self, folder: Path) -> None:
        self.state = folder / "slurm"
        self.state.mkdir()
        commands = folder / "commands"
        commands.mkdir()
        for name, text in (("sbatch", _SBATCH), ("squeue", _SQUEUE)):
            (commands / name).write_text(text.replace("STATE", str(self.state)))
            (commands / name).chmod(0o755)
        self.transport = LocalTransport(commands)
        self.place = folder / "fetch"
        self.place.mkdir()
        self.say("7")
        self.queue("")

    def say(self, answer: str) -> None:
        (self.state / "answer").write_text(f"{answer}\n")

    def queue(self, lines: str) -> None:
        (self.state / "queue").write_text(lines)

    @property
    def calls(self) -> int:
        path = self.state / "calls"
        return len(path.read_text().splitlines()) if path.exists() else 0

    def script(self, text: str) -> str:
        values = {"FOLDER": str(self.place), "MODE": "job", "SUBMIT": "fetch.sh", "BLOBS": str(self.place / "none")}
        return self.transport.script(text, values=values, timeout_s=30).out.raw

    def start(self) -> str:
        return self.script(scripts.START).split("\n")[0]

    def grown_old(self) -> None:
        os.utime(self.place / "lock", (1, 1))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.mark.parametrize("beat", [False, True])
def test_a_lock_left_behind_is_taken_over_once(site: Site, beat: bool) -> None:
    twice = 0
    for number in range(15):
        site.place = site.place.with_name(f"fetch{number}")
        lock = site.place / "lock"
        lock.mkdir(parents=True)
        if beat:
            (lock / "beat").touch()
            os.utime(lock / "beat", (1, 1))
        site.grown_old()
        before, ready = site.calls, threading.Barrier(STARTERS)
        said: list[str] = []

        def start(ready: threading.Barrier = ready, said: list[str] = said) -> None:
            ready.wait()
            said.append(site.start())

        threads = [threading.Thread(target=start) for _ in range(STARTERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(said) in (["begun", "held", "held"], ["begun", "begun", "held"], ["begun"] * 3)
        twice += site.calls - before != 1
    assert twice == 0


def test_a_stop_does_not_take_a_fresh_lock_away(site: Site) -> None:
    (site.place / "lock").mkdir()
    site.grown_old()
    assert site.script(scripts.STOP).strip() == "none"
    assert not (site.place / "lock").exists()
    assert (site.start(), site.calls) == ("begun", 1)


def test_a_job_that_sbatch_did_not_tell_of_is_looked_for_first(site: Site) -> None:
    site.say(_TIMED_OUT)
    assert site.script(scripts.START) == f"asked\n1\n\x1e\x1e{_TIMED_OUT}\n"
    assert site.start() == "held"
    site.grown_old()
    site.queue(f"8 RUNNING /somewhere/else\n9 COMPLETED {site.place}\n10 PENDING {site.place}\n")
    assert (site.start(), (site.place / "lock" / "job").read_text()) == ("held", "10\n")
    assert "job 10\nstate queued\n" in site.script(scripts.STATUS)
    assert site.calls == 1


def test_without_a_clear_answer_of_the_queue_nothing_is_begun(site: Site) -> None:
    site.say(_TIMED_OUT)
    site.start()
    site.grown_old()
    (site.state / "away").touch()
    assert (site.start(), site.calls) == ("held", 1)
    (site.state / "away").unlink()
    site.say("11")
    assert (site.start(), site.calls) == ("begun", 2), "the queue knows of none"
    assert (site.place / "lock" / "job").read_text() == "11\n"


def _prefetch(site: Site, root: Path) -> Prefetch:
    cluster: Cluster = replace(EMBEDDED, run_root=str(root), hf_home=str(root / "hf"), download_partition="all")
    plan = draft(root, cluster).plan
    plan = replace(plan, cluster=cluster, model=replace(model(), id="some/model", location=None))
    return Prefetch(Link(cluster, site.transport, QueryLog()), plan, root / "turns")


@pytest.mark.parametrize("why", ["Socket timed out on send/recv operation", "Zero Bytes were transmitted or received"])
def test_what_is_unclear_is_said(site: Site, tmp_path: Path, why: str) -> None:
    site.say(f"sbatch: error: Batch job submission failed: {why}")
    prefetch = _prefetch(site, tmp_path / "runs")
    with pytest.raises(CannotTellError, match=f"not known whether Slurm took the job that fetches: .*{why}") as caught:
        prefetch.start(lambda text: None)
    assert "looked for" in caught.value.hint
    prefetch.start(lambda text: None)
    assert site.calls == 1


def test_what_was_refused_can_be_started_again(site: Site, tmp_path: Path) -> None:
    site.say("sbatch: error: Batch job submission failed: Invalid qos specification")
    prefetch = _prefetch(site, tmp_path / "runs")
    with pytest.raises(LlmtuiError, match=r"refused the job that fetches: .*Invalid qos specification"):
        prefetch.start(lambda text: None)
    assert "Invalid qos" in " ".join(prefetch.status()[0].said)
    site.say("12")
    assert ([each.job_id for each in prefetch.start(lambda text: None)], site.calls) == ([12], 2)


def test_it_waits_for_its_turn_among_all_submissions(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[tuple[Path, str, int]] = []

    @contextmanager
    def turn(folder: Path, cluster: Cluster) -> Iterator[bool]:
        turns.append((folder, cluster.name, site.calls))
        yield len(turns) > 1

    monkeypatch.setattr(fetch, "sbatch_turn", turn)
    with pytest.raises(CannotTellError, match="another submission"):
        _prefetch(site, tmp_path / "runs").start(lambda text: None)
    assert site.calls == 0
    _prefetch(site, tmp_path / "runs").start(lambda text: None)
    assert (turns, site.calls) == ([(tmp_path / "runs" / "turns", "here", 0)] * 2, 1)
