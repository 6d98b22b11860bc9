"""What threads see of each other's logins: who waits for whom, and whose word of a connection is the last."""

from __future__ import annotations

import threading
import time
from typing import cast

import pytest

from llmtui.domain.cluster import Cluster
from llmtui.errors import UnreachableError
from llmtui.remote.attempt import Attempt
from llmtui.remote.errors import LoginRefusedError
from llmtui.services.reach.clustertransport import ClusterTransport
from llmtui.services.reach.connections import Connection, Connections

from .test_connections import SOMEBODY, Site, Stuck, outcome, until


@pytest.fixture
def cluster() -> Cluster:
    return Cluster("lab", "Lab")


def test_nobody_waits_for_what_the_user_is_asked(cluster: Cluster) -> None:
    """A dialog may stand open all night; the polling of this cluster and of all the others goes on."""
    stuck = Stuck()
    connections = Connections(stuck, lambda found: None)
    login, said = outcome(lambda: connections.open(cluster, SOMEBODY))
    assert stuck.begun.wait(5)
    begin = time.monotonic()
    for call in (connections.transport, lambda found: ClusterTransport(found, connections).run(["squeue"])):
        with pytest.raises(UnreachableError, match="a login is under way"):
            call(cluster)
    assert time.monotonic() - begin < 0.5
    assert connections.state(cluster.name).phase == "opening"
    stuck.may_end.set()
    login.join(5)
    assert said == [stuck.line]
    assert connections.transport(cluster) is stuck.line


def test_who_waits_already_when_the_user_is_asked_waits_no_longer(cluster: Cluster) -> None:
    stuck = Stuck()
    connections = Connections(stuck, lambda found: None)
    turn = connections._lock_of(cluster.name)
    with turn:
        waiting = [outcome(lambda: connections.transport(cluster)) for _ in range(3)]
        time.sleep(0.05)
        # As open() does with its turn.
        login, said = outcome(lambda: connections._open(cluster, SOMEBODY, Attempt()))
        for thread, found in waiting:
            thread.join(2)
            assert found == ["a login is under way"]
        stuck.may_end.set()
        login.join(5)
    assert said == [stuck.line]


@pytest.mark.parametrize("fails", [False, True])
def test_who_hears_of_the_end_of_a_login_may_ask_at_once(cluster: Cluster, fails: bool) -> None:
    site = Site(errors=[LoginRefusedError("the server refused the answers 3 times")] if fails else [])
    connections = site.connections()
    found: list[object] = []

    def listener(state: Connection) -> None:
        if state.phase != "opening":
            thread, said = outcome(lambda: connections.transport(cluster))
            time.sleep(0.05)
            found.append((thread, said))

    connections.listen(listener)
    _, opened = outcome(lambda: connections.open(cluster, SOMEBODY))
    until(lambda: bool(found))
    ((thread, said),) = cast("list[tuple[threading.Thread, list[object]]]", found)
    thread.join(5)
    assert said == opened
    assert said == (["the server refused the answers 3 times"] if fails else [site.lines[0]])


class Holding:
    """A lock; the thread named LOSER is held, once, when it has let go of it."""

    def __init__(self) -> None:
        self.inner = threading.RLock()
        self.depth = 0
        self.held, self.go_on = threading.Event(), threading.Event()

    def __enter__(self) -> None:
        self.inner.acquire()
        self.depth += 1

    def __exit__(self, *_: object) -> None:
        self.depth -= 1
        outermost = self.depth == 0
        self.inner.release()
        if outermost and threading.current_thread().name == "LOSER" and not self.held.is_set():
            self.held.set()
            assert self.go_on.wait(10)


def test_a_loss_that_is_told_while_another_thread_opens_does_not_hide_the_new_connection(cluster: Cluster) -> None:
    site = Site()
    connections = site.connections()
    connections.transport(cluster)
    connections._lock = lock = Holding()  # type: ignore[assignment]
    loser = threading.Thread(target=site.cut, name="LOSER")
    loser.start()
    assert lock.held.wait(5)
    site.now += 10.0
    kept = connections.transport(cluster)
    lock.go_on.set()
    loser.join(5)
    assert kept is site.lines[-1]
    assert connections.state(cluster.name).phase == "open"
    site.cut()
    assert connections.state(cluster.name).phase == "lost"
