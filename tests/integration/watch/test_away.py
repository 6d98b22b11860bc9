"""Jobs end while nobody looks for longer than Slurm remembers them; its database hangs, is down, or there is none."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from tests.integration.watch.realwatch import Watched, site
from tests.realslurm import needs
from tests.realslurm.cluster import real_slurm
from tests.realssh.scale import scale

from llmtui.services.watching import sight

pytestmark = pytest.mark.realslurm

ENDS = {
    "good": ("while [ ! -e ../go ]; do sleep 0.2; done", ("COMPLETED", "0:0")),
    "exit3": ("while [ ! -e ../go ]; do sleep 0.2; done; exit 3", ("FAILED", "3:0")),
    # No trap runs after this signal, so no mark tells of the end.
    "killed": ("while [ ! -e ../go ]; do sleep 0.2; done; kill -KILL $$", ("FAILED", "0:9")),
}
CANCELLED = "sleep 600 & wait"
#: How long a query may take here, in seconds.
QUERY_S = float(scale(3, 15))
#: How long the database does not answer, by the clock of who looks, in seconds.
LATER_S = 9000
#: A second database is for the full run alone.
DATABASES = ("hung", "absent", "down")[: scale(2, 3)]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Watched]]:
    """One Slurm for each, so that all forget at the same time."""
    needs.need(database=True)
    patch = pytest.MonkeyPatch()
    folder = tmp_path_factory.mktemp("away")
    with ExitStack() as stack:
        running = {
            name: stack.enter_context(real_slurm(site(name, () if name == "absent" else ("acc",))))
            for name in DATABASES
        }
        # What hangs can not be told to stop.
        stack.callback(running["hung"].daemons.signal, "slurmdbd", signal.SIGCONT)
        yield {name: Watched(slurm, folder, patch) for name, slurm in running.items()}


def test_the_right_end_whatever_the_database_does(sites: dict[str, Watched], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sight, "QUERY_S", QUERY_S)
    for watched in sites.values():
        for name, (body, _) in ENDS.items():
            watched.submit(name, body)
        watched.submit("cancelled", CANCELLED)
    for watched in sites.values():
        watched.until("all jobs' start", "RUNNING", *ENDS, "cancelled")
        watched.until_begun()
    trouble(sites)
    for watched in sites.values():
        watched.slurm.out("scancel", str(watched.of("cancelled").job_id))
        (watched.folder / watched.slurm.site.name / "go").touch()
    for watched in sites.values():
        watched.until_forgotten()
    for name, watched in sites.items():
        without_accounting(name, watched)
    repair(sites)
    for name in set(DATABASES) - {"absent"}:
        with_accounting(sites[name])


def trouble(sites: dict[str, Watched]) -> None:
    sites["hung"].slurm.daemons.signal("slurmdbd", signal.SIGSTOP)
    if "down" in sites:
        sites["down"].slurm.daemons.end("slurmdbd")


def repair(sites: dict[str, Watched]) -> None:
    sites["hung"].slurm.daemons.signal("slurmdbd", signal.SIGCONT)
    if "down" in sites:
        sites["down"].slurm.daemons.start("slurmdbd", "slurmdbd", "-D")


def without_accounting(name: str, watched: Watched) -> None:
    """What the marks prove, after a minute also of failed scripts; nothing of the one that left none.

    It is the last word only where there is no database, and never that a job failed which was ended from outside.
    """
    began = time.monotonic()
    outcome = watched.look()
    print(f"{name}: looked in {time.monotonic() - began:.1f} s; {watched.of('killed').problem}")
    assert (outcome.ok, outcome.accounting) == (True, False)
    assert time.monotonic() - began < QUERY_S + 3
    assert watched.told("good") == ("COMPLETED", "0:0", "fresh")
    assert {watched.told(job) for job in ("exit3", "killed", "cancelled")} == {("RUNNING", "", "vanished")}
    for later in (61, LATER_S):
        watched.look(time.time() + later)
        assert watched.told("exit3") == ("FAILED", "3:0", "fresh")
        assert watched.told("cancelled") == ("ENDED", "143:0", "fresh")
        assert watched.told("killed") == ("RUNNING", "", "vanished")
        assert {watched.of(job).active for job in ("exit3", "cancelled")} == {name != "absent"}


def with_accounting(watched: Watched) -> None:
    """Once the database answers: the state and exit code of every one."""
    wanted = {name: (*end, "fresh") for name, (_, end) in ENDS.items()} | {"cancelled": ("CANCELLED", "0:0", "fresh")}
    deadline = time.monotonic() + 60
    while {name: watched.told(name) for name in wanted} != wanted and time.monotonic() < deadline:
        watched.look(time.time() + LATER_S)
        time.sleep(0.5)
    assert {name: watched.told(name) for name in wanted} == wanted
