"""A fetch on the cluster: one at a time, seen while it runs, stopped and gone on with, and never with a loose token."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.drafts import quick_draft

from llmtui.domain.cluster import Cluster
from llmtui.domain.plan import Plan
from llmtui.domain.remotetext import safe_line
from llmtui.domain.site import Software
from llmtui.errors import LlmtuiError, RequestError
from llmtui.remote.local import LocalTransport
from llmtui.remote.transport import Facts
from llmtui.services.prefetch import worker
from llmtui.services.prefetch.fetch import Prefetch, following
from llmtui.services.prefetch.state import Fetching, read
from llmtui.services.prefetch.wanted import Wanted, fetch_partition
from llmtui.services.reach.link import Link
from llmtui.services.session import Session
from llmtui.services.watching.budget import Budget, QueryLog
from llmtui.services.watching.others import OtherJobs, look_for_others

SLOWHUB = Path(__file__).parents[2] / "fakes" / "slowhub"
MODEL = "EleutherAI/gpt-neo-1.3B"
TOKEN = "hf_canarycanarycanarycanary"
SIZE = 200_000


def alone(link: Link) -> OtherJobs:
    """The queue of a cluster without any record to look after."""
    budget = Budget()
    return OtherJobs(budget, link.cluster, partial(look_for_others, budget, link))


class Login(LocalTransport):
    """A login whose home is a folder of the test's."""

    def __init__(self, home: Path) -> None:
        super().__init__()
        self.home = home

    @property
    def on_this_machine(self) -> bool:
        return False

    def facts(self) -> Facts:
        return replace(super().facts(), home=str(self.home))


class Site:
    """A cluster with a slow hub; `rate` is bytes a second."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.hub = folder / "hub"
        for made in (self.home, self.hub):
            made.mkdir()
        (self.hub / "files").write_text(
            f"config.json 10\nmodel.safetensors {SIZE}\npytorch_model.bin 9\nold/x[1].pth 9\n"
        )
        self._patch = monkeypatch
        monkeypatch.setenv("LLMTUI_HOME", str(folder / "llmtui"))
        monkeypatch.setenv("HOME", str(self.home))
        monkeypatch.setenv("FAKE_HUB", str(self.hub))
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        self.rate(1e9)
        session = Session()
        software = Software("slow", (f'export PATH={Path(sys.executable).parent}:"$PATH" PYTHONPATH={SLOWHUB}',))
        cluster = Cluster("lab", "A lab", run_root=f"{folder}/runs", hf_home=f"{folder}/hf", software=(software,))
        self.cluster = replace(cluster, partitions=session.cluster("local").partitions, default_partition="main")
        draft = quick_draft(self.cluster, session.model(MODEL, folder), folder)
        self.plan: Plan = replace(draft.plan, model=replace(draft.plan.model, parameters=100_000))
        self.transport = Login(self.home)

    def rate(self, bytes_per_s: float) -> None:
        self._patch.setenv("FAKE_RATE", str(bytes_per_s))

    def prefetch(self, **changes: object) -> Prefetch:
        cluster = replace(self.cluster, **changes)  # type: ignore[arg-type]
        link = Link(cluster, self.transport, QueryLog())
        return Prefetch(link, replace(self.plan, cluster=cluster), self.folder / "turns", alone(link))

    @property
    def place(self) -> Path:
        return self.folder / "runs" / "prefetch" / "models--EleutherAI--gpt-neo-1.3B"

    @property
    def calls(self) -> list[str]:
        log = self.hub / "log"
        return log.read_text().splitlines() if log.exists() else []


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    return Site(tmp_path, monkeypatch)


def until(found: Callable[[], bool], limit_s: float = 15.0) -> None:
    deadline = time.monotonic() + limit_s
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def quiet(text: str) -> None:
    return


def test_it_is_seen_while_it_runs_and_then_there(site: Site) -> None:
    site.rate(120_000)
    fetch, told = site.prefetch(), [""]
    (begun,) = fetch.start(told.append)
    assert begun.active
    assert begun.expected_bytes is not None
    assert any(line.startswith("space in ") for line in told)
    until(lambda: (fetch.status()[0].have_bytes or 0) > 50_000)
    (running,) = fetch.status()
    assert (running.state, running.total_bytes) == ("running", SIZE + 10), "one format of the weights"
    assert running.host is not None
    assert running.words.startswith(f"{(running.have_bytes or 0) / 1024:.1f} KiB of 195.3 KiB, fetching on ")
    (again,) = site.prefetch().start(quiet)
    assert again.state == "running", "a second start changes nothing"
    seen: list[tuple[Fetching, ...]] = []
    (done,) = following(fetch, seen.append, 0.2)
    assert (done.state, len(seen) > 1) == ("done", True)
    assert not (site.place / "lock").exists()
    assert site.prefetch().start(quiet)[0].state == "done"
    assert [call for call in site.calls if " from " in call] == ["config.json from 0", "model.safetensors from 0"]


def test_many_starts_at_once_are_one_fetch(site: Site) -> None:
    site.rate(150_000)
    states: list[str] = []
    threads = [threading.Thread(target=lambda: states.append(site.prefetch().start(quiet)[0].state)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    following(site.prefetch(), lambda found: None, 0.2)
    assert len(states) == 6
    assert sum(call.startswith("token") for call in site.calls) == 1


def test_a_stopped_fetch_goes_on_where_it_was(site: Site) -> None:
    site.rate(100_000)
    fetch = site.prefetch()
    fetch.start(quiet)
    until(lambda: any("model.safetensors" in call for call in site.calls))
    time.sleep(0.3)
    (stopped,) = fetch.stop()
    assert stopped.state == "stopped"
    assert (site.prefetch().stop()[0].state, fetch.status()[0].state) == ("stopped", "stopped"), "twice does no harm"
    kept = (site.folder / "hf" / "hub" / site.place.name / "blobs" / "model.safetensors").stat().st_size
    assert 0 < kept < SIZE
    site.rate(1e9)
    fetch.start(quiet)
    assert following(fetch, lambda found: None, 0.1)[0].state == "done"
    assert site.calls[-1] == f"model.safetensors from {kept}"


def test_a_killed_fetch_is_told_and_begins_anew(site: Site) -> None:
    site.rate(50_000)
    fetch = site.prefetch()
    fetch.start(quiet)
    until(lambda: any("model.safetensors" in call for call in site.calls))
    watcher = int((site.place / "lock" / "owner").read_text().split()[1])
    os.killpg(os.getpgid(watcher), signal.SIGKILL)
    assert fetch.status()[0].state == "running", "its last sign of life is fresh"
    os.utime(site.place / "lock" / "beat", (1, 1))
    (lost,) = fetch.status()
    assert (lost.state, "ended without a word" in lost.words) == ("lost", True)
    site.rate(1e9)
    fetch.start(quiet)
    assert following(fetch, lambda found: None, 0.1)[0].state == "done"
    _end_orphans(site)


def _end_orphans(site: Site) -> None:
    """The slow download of the killed watcher, which nobody watches over any more."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if str(site.place).encode() in words:
            os.kill(int(folder.name), signal.SIGKILL)


def test_a_failure_is_told_in_its_own_words(site: Site) -> None:
    site.plan = replace(site.plan, model=replace(site.plan.model, id="some/missing-model"))
    fetch = site.prefetch()
    fetch.start(quiet)
    (failed,) = following(fetch, lambda found: None, 0.1)
    assert (failed.state, failed.words) == ("failed", "failed: ValueError: 404: no model some/missing-model")


def test_a_token_is_used_only_where_nobody_else_can_read_it(site: Site) -> None:
    token = site.home / ".cache" / "huggingface" / "token"
    token.parent.mkdir(parents=True)
    token.write_text(TOKEN)
    token.chmod(0o644)
    with pytest.raises(RequestError, match="may be read by others") as caught:
        site.prefetch().start(quiet)
    assert caught.value.hint == f"on the cluster: chmod 600 {token}"
    assert site.calls == []
    token.chmod(0o600)
    site.prefetch().start(quiet)
    following(site.prefetch(), lambda found: None, 0.1)
    assert site.calls[0] == f"token {len(TOKEN)} characters, False", "the file's, and no variable of the login shell"
    written = b"".join(path.read_bytes() for path in site.place.rglob("*") if path.is_file())
    assert (TOKEN.encode() in written, worker.PROGRAM.encode() in written) == (False, True)


def test_without_a_token_none_is_sent(site: Site) -> None:
    site.prefetch().start(quiet)
    following(site.prefetch(), lambda found: None, 0.1)
    assert site.calls[0] == "token 0 characters, False"


def test_what_cannot_fit_is_not_begun(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    tools = site.folder / "tools"
    tools.mkdir()
    (tools / "csc-workspaces").write_text(f"#!/bin/sh\necho '{site.folder} 9.0M/10M 3/100K n/a'\n")
    (tools / "csc-workspaces").chmod(0o700)
    monkeypatch.setenv("PATH", f"{os.environ['PATH']}:{tools}")
    told = [""]
    site.prefetch().start(told.append)
    assert "1.0 MiB left of 10.0 MiB (csc-workspaces)" in told[1]
    following(site.prefetch(), lambda found: None, 0.1)
    site.plan = replace(site.plan, model=replace(site.plan.model, id="some/larger", parameters=10**6))
    with pytest.raises(RequestError, match=r"some/larger needs about 1\.9 MiB more, 1\.0 MiB left of 10\.0 MiB"):
        site.prefetch().start(quiet)


def test_files_that_were_cleaned_away_are_fetched_again(site: Site) -> None:
    site.prefetch().start(quiet)
    following(site.prefetch(), lambda found: None, 0.1)
    (site.folder / "hf" / "hub" / site.place.name / "blobs" / "model.safetensors").unlink()
    assert site.prefetch().status()[0].state == "none"
    site.prefetch().start(quiet)
    assert following(site.prefetch(), lambda found: None, 0.1)[0].state == "done"


def test_where_it_is_fetched() -> None:
    clusters = {cluster.name: cluster for cluster in Session().clusters()}
    assert fetch_partition(clusters["lumi"]) is None
    leonardo = fetch_partition(clusters["leonardo"])
    assert leonardo is not None
    assert leonardo.name == "lrd_all_serial"
    with pytest.raises(RequestError, match="neither login nodes nor compute nodes of marenostrum5"):
        fetch_partition(clusters["marenostrum5"])
    blocked = fetch_partition(replace(clusters["lumi"], internet_on_login="no"))
    assert blocked is not None
    assert blocked.gpus_per_node == 0


def test_a_job_fetches_where_that_is_the_rule(site: Site) -> None:
    """On the embedded Slurm, whose sbatch and squeue are real commands."""
    session = Session()
    local = session.cluster("local")
    session.doctor(local)
    transport = session._here(local)
    assert transport is not None
    (slow,) = site.cluster.software
    slow = replace(slow, setup=(*slow.setup, f"export FAKE_HUB={site.hub} FAKE_RATE=300000"))
    site.cluster = replace(site.cluster, name="local", embedded=True, download_partition="main", software=(slow,))
    link = Link(site.cluster, transport, QueryLog())
    fetch = Prefetch(link, replace(site.plan, cluster=site.cluster), site.folder / "turns", alone(link))
    (begun,) = fetch.start(quiet)
    assert begun.state in ("queued", "running")
    assert begun.job_id is not None
    (done,) = following(fetch, lambda found: None, 0.3)
    assert done.state == "done", done
    assert site.calls[0] == "token 0 characters, False", "the job has no variables of the login shell"


def test_a_job_that_slurm_refuses_leaves_nothing_locked(site: Site) -> None:
    session = Session()
    transport = session._here(session.cluster("local"))
    assert transport is not None
    nosuch = replace(site.cluster.partitions[0], name="nosuch", slurm_partition="nosuch")
    site.cluster = replace(site.cluster, partitions=(nosuch,), download_partition="nosuch", default_partition="nosuch")
    link = Link(site.cluster, transport, QueryLog())
    fetch = Prefetch(link, replace(site.plan, cluster=site.cluster), site.folder / "turns", alone(link))
    with pytest.raises(LlmtuiError, match="Invalid partition"):
        fetch.start(quiet)
    assert fetch.status()[0].state == "failed"
    assert not (site.place / "lock").exists()


@given(st.text(max_size=120), st.integers(0, 200))
def test_any_answer_is_a_state_or_none(text: str, cut: int) -> None:
    whole = "bytes 12\nstate running\ntotal 99\nhost a\x1b[2Jb\n\x1elog\x1b]0;x\x07 line\n"
    found = read(whole[:cut] + text + whole[cut:], Wanted("model", "a/b", 5))
    assert found is None or safe_line(found.words) == found.words


def test_a_cut_answer_is_no_answer() -> None:
    whole = "bytes 12\nstate ended\nrc 0\n\x1elog\n"
    assert read(whole, Wanted("model", "a/b")) is not None
    assert read("bytes 12\nstate ended\n", Wanted("model", "a/b")) is None
