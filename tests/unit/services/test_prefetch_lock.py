"""The lock of a fetch that a Slurm job makes: one sbatch, whoever starts it, and whatever an earlier start has left."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from tests.fakes.plans import model
from tests.integration.submission.runs import EMBEDDED, draft

from llmtui.domain.cluster import Cluster
from llmtui.errors import CannotTellError, LlmtuiError
from llmtui.remote.local import LocalTransport
from llmtui.services.prefetch import fetch, scripts
from llmtui.services.prefetch.fetch import Prefetch
from llmtui.services.prefetch.wanted import Wanted
from llmtui.services.reach.link import Link
from llmtui.services.watching.budget import Budget, QueryLog
from llmtui.services.watching.others import OtherJobs, hear, look_for_others

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
cat STATE/queue
"""
_SCANCEL = """#!/bin/sh
echo "$*" >>STATE/cancelled
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
        for name, text in (("sbatch", _SBATCH), ("squeue", _SQUEUE), ("scancel", _SCANCEL)):
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
        return len(self._lines("calls"))

    @property
    def asked(self) -> list[str]:
        """The words of each squeue."""
        return self._lines("asked")

    @property
    def cancelled(self) -> list[str]:
        """The words of each scancel."""
        return self._lines("cancelled")

    def _lines(self, name: str) -> list[str]:
        path = self.state / name
        return path.read_text().split("\n")[:-1] if path.exists() else []

    def script(self, text: str, **more: str) -> str:
        values = {"FOLDER": str(self.place), "MODE": "job", "SUBMIT": "fetch.sh", "BLOBS": str(self.place / "none")}
        return self.transport.script(text, values={"LOCK": "", "LIVE": "", **values, **more}, timeout_s=30).out.raw

    def start(self, **more: str) -> str:
        return self.script(scripts.START, **more).split("\n")[0]

    @property
    def lock(self) -> str:
        """The number of the lock."""
        return str((self.place / "lock").stat().st_ino)

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
    assert f"state asked\nlock {site.lock}\n" in site.script(scripts.STATUS)
    live = f"8 /somewhere/else\n10 {site.place}"
    assert site.start(LOCK="1", LIVE=live) == "held", "the queue was asked about another lock"
    assert not (site.place / "lock" / "job").exists()
    assert (site.start(LOCK=site.lock, LIVE=live), (site.place / "lock" / "job").read_text()) == ("held", "10\n")
    site.grown_old()
    assert f"job 10\nstate job\nlock {site.lock}\n" in site.script(scripts.STATUS)
    assert (site.calls, site.asked) == (1, []), "no script asks Slurm"


def test_without_a_clear_answer_of_the_queue_nothing_is_begun(site: Site) -> None:
    site.say(_TIMED_OUT)
    site.start()
    site.grown_old()
    assert (site.start(), site.calls) == ("held", 1)
    site.say("11")
    assert (site.start(LOCK=site.lock), site.calls) == ("begun", 2), "the queue knows of none"
    assert (site.place / "lock" / "job").read_text() == "11\n"
    site.grown_old()
    assert site.start(LOCK=site.lock, LIVE=f"11 {site.place}") == "held"
    assert (site.start(LOCK=site.lock, LIVE=f"12 {site.place}"), site.calls) == ("begun", 3), "another job is not this"


def _prefetch(site: Site, root: Path, *models: str) -> Prefetch:
    cluster: Cluster = replace(EMBEDDED, run_root=str(root), hf_home=str(root / "hf"), download_partition="all")
    cluster = replace(cluster, embedded=False)
    plan = draft(root, cluster).plan
    plan = replace(plan, cluster=cluster, model=replace(model(), id="some/model", location=None))
    budget = Budget()
    link = Link(cluster, site.transport, QueryLog(), partial(hear, budget, cluster))
    made = Prefetch(link, plan, root / "turns", OtherJobs(budget, cluster, partial(look_for_others, budget, link)))
    made.wanted = tuple(Wanted("model", name) for name in models) or made.wanted
    return made


def _queue(*jobs: tuple[int, str, Path]) -> str:
    return "".join(f"{job_id}\x1f{state}\x1fn1\x1f{folder}\x1e\n" for job_id, state, folder in jobs)


def _places(root: Path, *models: str) -> list[Path]:
    return [root / "prefetch" / Wanted("model", name).key for name in models]


def quiet(text: str) -> None:
    return


def test_jobs_that_wait_are_looked_up_and_cancelled_together(site: Site, tmp_path: Path) -> None:
    names = ("some/one", "some/two", "some/three")
    fetch, places = _prefetch(site, tmp_path / "runs", *names), _places(tmp_path / "runs", *names)
    for number, name in enumerate(names, 21):
        site.say(str(number))
        one = _prefetch(site, tmp_path / "runs", name)
        assert one.start(quiet)[0].job_id == number
    assert [each.state for each in fetch.status()] == ["queued"] * 3
    site.queue(_queue((21, "PENDING", places[0]), (22, "RUNNING", places[1]), (23, "PENDING", tmp_path / "other")))
    assert site.asked == [], "a fetch that has just begun is not asked for"
    assert [each.state for each in fetch.stop()] == ["stopped"] * 3
    assert [line.split()[0] for line in site.asked] == ["--me"], "one squeue for all"
    assert site.cancelled == ["21 22"], "one scancel, and not the job that only has the number"
    assert [query.command for query in fetch._link.log.recent(time.time())] == ["squeue", "scancel"]


def test_without_the_queues_word_no_job_is_cancelled(site: Site, tmp_path: Path) -> None:
    fetch = _prefetch(site, tmp_path / "runs", "some/one")
    fetch.start(quiet)
    (site.state / "away").touch()
    with pytest.raises(CannotTellError, match="no job was cancelled"):
        fetch.stop()
    assert site.cancelled == []
    (place,) = _places(tmp_path / "runs", "some/one")
    assert (place / "stop").exists(), "the job ends itself when it begins"


def test_what_becomes_of_a_waiting_job_comes_from_one_squeue_for_all(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("some/one", "some/two", "some/three")
    fetch, places = _prefetch(site, tmp_path / "runs", *names), _places(tmp_path / "runs", *names)
    for number, name in enumerate(names, 31):
        site.say(str(number))
        _prefetch(site, tmp_path / "runs", name).start(quiet)
    for place in places:
        os.utime(place / "lock", (1, 1))
    long = "".join(
        "\x1f".join((str(job_id), state, "None", "0:00", "1:00", "N/A", "")) + "\x1e\n"
        for job_id, state in ((31, "PENDING"), (32, "CANCELLED"))
    )
    site.queue(long)
    assert [each.state for each in fetch.status()] == ["queued", "lost", "lost"]
    assert [each.state for each in fetch.status()] == ["queued", "lost", "lost"]
    assert len(site.asked) == 1, "the second look came at once"
    site.queue(_queue((31, "PENDING", places[0])))
    site.say("41")
    assert [each.state for each in fetch.start(quiet)] == ["queued"] * 3
    assert site.calls == 5, "the two that are over, and no other"


def test_an_unclear_answer_ends_no_fetch(site: Site, tmp_path: Path) -> None:
    (place,) = _places(tmp_path / "runs", "some/one")
    _prefetch(site, tmp_path / "runs", "some/one").start(quiet)
    os.utime(place / "lock", (1, 1))
    for said in ("slurm_load_jobs error: Unable to contact", "7\x1fPEND", "7\x1fPENDING\x1e\n"):
        site.queue(said)
        assert _prefetch(site, tmp_path / "runs", "some/one").status()[0].state == "queued"
    (site.state / "away").touch()
    assert _prefetch(site, tmp_path / "runs", "some/one").status()[0].state == "queued"
    assert len(site.asked) == 4
    (site.state / "away").unlink()
    site.queue("")
    assert _prefetch(site, tmp_path / "runs", "some/one").status()[0].state == "lost", "a clear answer does"


def test_a_job_whose_line_cannot_be_read_is_not_over(site: Site, tmp_path: Path) -> None:
    names = ("some/one", "some/two")
    for number, (name, place) in enumerate(zip(names, _places(tmp_path / "runs", *names), strict=True), 31):
        site.say(str(number))
        _prefetch(site, tmp_path / "runs", name).start(quiet)
        os.utime(place / "lock", (1, 1))
    for strange in (("PENDING", "caf\u00e9"), ("NO_STATE?", "None")):
        site.queue("\x1f".join(("31", *strange, "0:00", "1:00", "N/A", "")) + "\x1e\n")
        states = [each.state for each in _prefetch(site, tmp_path / "runs", *names).status()]
        assert states == ["queued", "lost"], "the other one is not listed at all"


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
