"""Connections: what opens by itself, what waits for the user, and when a lost one is tried again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import pytest
from tests.fakes.slurm import FakeSlurm

from llmtui.domain.cluster import Cluster
from llmtui.errors import LlmtuiError, UnreachableError
from llmtui.remote.attempt import Attempt
from llmtui.remote.errors import LoginRefusedError, NeedsUserError
from llmtui.remote.prompter import Prompter
from llmtui.remote.transport import LinkLostError
from llmtui.services.reach.clustertransport import ClusterTransport
from llmtui.services.reach.connections import BACK_OFF_S, Connection, Connections, Opened

SOMEBODY = cast(Prompter, object())


class Line(FakeSlurm):
    """A transport that can be cut."""

    def __init__(self) -> None:
        super().__init__()
        self.cut = False

    @property
    def alive(self) -> bool:
        return not self.cut

    def close(self) -> None:
        self.cut = True


@dataclass
class Site:
    """An opener whose next logins fail as `errors` say; `asks` those that succeed had a question."""

    now: float = 1000.0
    asks: bool = False
    errors: list[LlmtuiError] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    lost: list[Callable[[str], None]] = field(default_factory=list)
    tried: int = 0

    def __call__(
        self, cluster: Cluster, prompter: Prompter | None, lost: Callable[[str], None], attempt: Attempt
    ) -> Opened:
        self.tried += 1
        if self.errors:
            raise self.errors.pop(0)
        if self.asks and prompter is None:
            raise NeedsUserError("a code is needed", hint="connect in the app")
        self.lines.append(Line())
        self.lost.append(lost)
        return Opened(self.lines[-1], "alice@login1", 2000.0, asked=self.asks)

    def connections(self) -> Connections:
        return Connections(self, lambda cluster: None, lambda: self.now, lambda: 1.0)

    def cut(self, problem: str = "the connection was lost") -> None:
        self.lines[-1].cut = True
        self.lost[-1](problem)


@pytest.fixture
def cluster() -> Cluster:
    return Cluster("lab", "Lab")


def test_a_login_without_questions_opens_by_itself_and_is_kept(cluster: Cluster) -> None:
    site = Site()
    connections = site.connections()
    assert connections.state(cluster.name).phase == "closed"
    assert connections.transport(cluster) is connections.transport(cluster)
    state = connections.state(cluster.name)
    assert (state.phase, state.where, state.certificate_expires_at, site.tried) == ("open", "alice@login1", 2000.0, 1)


def test_a_lost_one_is_told_at_once_and_tried_again_later_and_later(cluster: Cluster) -> None:
    site = Site()
    connections = site.connections()
    heard: list[Connection] = []
    stop = connections.listen(heard.append)
    connections.transport(cluster)
    site.cut()
    assert [state.phase for state in heard] == ["opening", "open", "lost"]
    assert heard[-1].retry_at == site.now + BACK_OFF_S[0]
    stop()
    waits = []
    for _ in range(len(BACK_OFF_S) + 1):
        with pytest.raises(UnreachableError, match=r"lost|no route"):
            connections.transport(cluster)
        tried = site.tried
        state = connections.state(cluster.name)
        assert state.retry_at is not None
        waits.append(state.retry_at - site.now)
        site.now = state.retry_at
        site.errors = [UnreachableError("no route to login1")]
        with pytest.raises(UnreachableError, match="no route"):
            connections.transport(cluster)
        assert site.tried == tried + 1
    assert waits == [*BACK_OFF_S, BACK_OFF_S[-1]]
    site.now = connections.state(cluster.name).retry_at or 0.0
    connections.transport(cluster)
    assert (connections.state(cluster.name).phase, len(heard)) == ("open", 3)


def test_a_login_with_a_question_is_never_repeated_by_itself(cluster: Cluster) -> None:
    site = Site(asks=True)
    connections = site.connections()
    with pytest.raises(NeedsUserError):
        connections.transport(cluster)
    tried = site.tried
    site.now += 10_000
    with pytest.raises(UnreachableError, match="code"):
        connections.transport(cluster)
    assert site.tried == tried, "no attempt without the user"
    connections.open(cluster, SOMEBODY)
    site.cut()
    state = connections.state(cluster.name)
    assert (state.phase, state.retry_at, state.asks) == ("lost", None, True)
    site.now += 10_000
    with pytest.raises(UnreachableError):
        connections.transport(cluster)
    assert site.tried == tried + 1
    connections.open(cluster, SOMEBODY)
    assert connections.state(cluster.name).phase == "open"


def test_what_will_fail_again_is_not_tried_again(cluster: Cluster) -> None:
    site = Site(errors=[LoginRefusedError("the host key changed", hint="known_hosts:3")])
    connections = site.connections()
    with pytest.raises(LoginRefusedError):
        connections.transport(cluster)
    site.now += 10_000
    with pytest.raises(UnreachableError, match="the host key changed"):
        connections.transport(cluster)
    assert (connections.state(cluster.name).phase, site.tried) == ("refused", 1)


def test_a_late_word_of_an_old_connection_changes_nothing(cluster: Cluster) -> None:
    site = Site()
    connections = site.connections()
    connections.transport(cluster)
    site.cut()
    site.now += 10
    connections.transport(cluster)
    site.lost[0]("again")
    assert connections.state(cluster.name).phase == "open"


def test_closed_by_the_user_is_not_lost(cluster: Cluster) -> None:
    site = Site()
    connections = site.connections()
    connections.transport(cluster)
    connections.close(cluster.name)
    site.lost[0]("closed")
    assert (connections.state(cluster.name).phase, site.lines[0].cut) == ("closed", True)


def test_who_asks_too_early_hears_what_kind_of_failure_it_was(cluster: Cluster) -> None:
    """The title of the dialog is that of the error."""
    for error, title in (
        (LoginRefusedError("no key fits"), "Login refused"),
        (NeedsUserError("it asks for a code"), "The login needs you"),
        (UnreachableError("no route to login1"), "Cluster not reachable"),
    ):
        site = Site()
        site.errors = [error]
        connections = site.connections()
        for _ in range(2):
            with pytest.raises(UnreachableError, match=error.message) as caught:
                connections.transport(cluster)
            assert caught.value.title == title
        assert site.tried == 1


def test_one_that_never_stood_is_told_from_one_that_broke_off(cluster: Cluster) -> None:
    site = Site()
    site.errors = [UnreachableError("no route to login1")]
    connections = site.connections()
    with pytest.raises(UnreachableError):
        connections.transport(cluster)
    assert (connections.state(cluster.name).phase, connections.state(cluster.name).broke_off) == ("lost", False)
    site.now = connections.state(cluster.name).retry_at or 0.0
    connections.transport(cluster)
    assert not connections.state(cluster.name).broke_off
    site.cut()
    site.now = connections.state(cluster.name).retry_at or 0.0
    site.errors = [UnreachableError("no route to login1")]
    with pytest.raises(UnreachableError):
        connections.transport(cluster)
    assert connections.state(cluster.name).broke_off, "it has not stood since"
    connections.close(cluster.name)
    site.errors = [UnreachableError("no route to login1")]
    with pytest.raises(UnreachableError):
        connections.transport(cluster)
    assert not connections.state(cluster.name).broke_off, "the user had closed it"


def test_who_asks_while_a_login_is_under_way_waits_for_it(cluster: Cluster) -> None:
    site = Site()
    slow = threading.Event()

    def opener(found: Cluster, prompter: Prompter | None, lost: Callable[[str], None], attempt: Attempt) -> Opened:
        slow.wait(5)
        return site(found, prompter, lost, attempt)

    connections = Connections(opener, lambda found: None)
    got: list[object] = []
    threads = [threading.Thread(target=lambda: got.append(connections.transport(cluster))) for _ in range(8)]
    for thread in threads:
        thread.start()
    time.sleep(0.05)
    slow.set()
    for thread in threads:
        thread.join(5)
    assert (len(got), len(set(map(id, got))), site.tried) == (8, 1, 1)


def test_a_kept_transport_outlives_the_connection(cluster: Cluster) -> None:
    site = Site()
    connections = site.connections()
    kept = ClusterTransport(cluster, connections)
    kept.put_atomic("/x", b"old")
    site.cut("the server does not answer")
    with pytest.raises(LinkLostError, match="does not answer"):
        kept.read_at("/x", 0, 10)
    with pytest.raises(UnreachableError, match="does not answer"):
        kept.run(["squeue"])
    assert not kept.alive
    site.now += BACK_OFF_S[0]
    kept.put_atomic("/x", b"new")
    assert (kept.read_at("/x", 0, 10)[0], kept.alive) == (b"new", True)


def test_a_cluster_on_this_machine_needs_no_login(cluster: Cluster) -> None:
    site = Site()
    here = FakeSlurm()
    connections = Connections(site, lambda found: here)
    assert connections.transport(cluster) is here
    assert (site.tried, connections.state(cluster.name).phase, connections.states()) == (0, "here", ())


def test_a_server_that_takes_logins_and_drops_them_is_asked_later_and_later(cluster: Cluster) -> None:
    site = Site()
    connections = site.connections()
    waits = []
    for _ in range(len(BACK_OFF_S)):
        connections.transport(cluster)
        site.cut()
        state = connections.state(cluster.name)
        waits.append((state.retry_at or 0.0) - site.now)
        site.now = state.retry_at or 0.0
    assert waits == list(BACK_OFF_S)
    connections.transport(cluster)
    site.now += 30.0
    site.cut()
    assert connections.state(cluster.name).retry_at == site.now + BACK_OFF_S[0], "one that lived begins anew"


def test_while_a_lost_one_is_tried_again_it_is_known_since_when_and_why(cluster: Cluster) -> None:
    site = Site(errors=[])
    connections = site.connections()
    connections.transport(cluster)
    site.cut("broken pipe")
    down = site.now
    heard: list[Connection] = []
    connections.listen(heard.append)
    for _ in range(2):
        site.now += 10.0
        site.errors = [UnreachableError("no route to login1")]
        with pytest.raises(UnreachableError):
            connections.transport(cluster)
    assert [(state.phase, state.problem, state.down_since) for state in heard] == [
        ("opening", "broken pipe", down),
        ("lost", "no route to login1", down),
        ("opening", "no route to login1", down),
        ("lost", "no route to login1", down),
    ]
    site.now += 10.0
    connections.transport(cluster)
    assert (connections.state(cluster.name).problem, connections.state(cluster.name).down_since) == ("", None)


class Stuck:
    """A login that ends only when it may; `closed` tells that it was given up."""

    def __init__(self) -> None:
        self.begun, self.may_end, self.closed = threading.Event(), threading.Event(), threading.Event()
        self.line = Line()

    def __call__(
        self, cluster: Cluster, prompter: Prompter | None, lost: Callable[[str], None], attempt: Attempt
    ) -> Opened:
        attempt.holds(self.closed.set)
        self.begun.set()
        assert self.may_end.wait(10)
        return Opened(self.line, "alice@login1")


def outcome(call: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    """A call in a thread, and what becomes of it."""
    found: list[object] = []

    def work() -> None:
        try:
            found.append(call())
        except LlmtuiError as error:
            found.append(error.message)

    thread = threading.Thread(target=work)
    thread.start()
    return thread, found


def test_giving_up_a_login_ends_the_waiting_at_once_and_lets_go_of_one_that_comes_too_late(cluster: Cluster) -> None:
    stuck = Stuck()
    connections = Connections(stuck, lambda found: None)
    attempt = Attempt()
    first, said = outcome(lambda: connections.open(cluster, SOMEBODY, attempt))
    assert stuck.begun.wait(5)
    attempt.give_up()
    first.join(1)
    assert said == ["the login was given up"]
    state = connections.state(cluster.name)
    assert (state.phase, state.asks, state.retry_at) == ("lost", True, None), "what the user stopped stays stopped"
    assert stuck.closed.is_set()
    stuck.may_end.set()
    until(lambda: stuck.line.cut)
    assert connections.state(cluster.name).phase == "lost"


def test_who_waits_for_the_login_of_another_can_be_given_up_alone(cluster: Cluster) -> None:
    stuck = Stuck()
    connections = Connections(stuck, lambda found: None)
    first, kept = outcome(lambda: connections.transport(cluster))
    assert stuck.begun.wait(5)
    attempt = Attempt()
    second, said = outcome(lambda: connections.open(cluster, SOMEBODY, attempt))
    attempt.give_up()
    second.join(1)
    assert said == ["the login was given up"]
    stuck.may_end.set()
    first.join(1)
    assert kept == [stuck.line]


@pytest.mark.parametrize("everything", [False, True])
def test_closing_gives_up_the_login_that_is_under_way(cluster: Cluster, everything: bool) -> None:
    stuck = Stuck()
    connections = Connections(stuck, lambda found: None)
    thread, said = outcome(lambda: connections.transport(cluster))
    assert stuck.begun.wait(5)
    begin = time.monotonic()
    if everything:
        connections.close_all()
    else:
        connections.close(cluster.name)
    thread.join(1)
    assert time.monotonic() - begin < 0.5
    assert said == ["the login was given up"]
    assert connections.state(cluster.name).phase == "closed"
    stuck.may_end.set()
    until(lambda: stuck.line.cut)


def test_nothing_is_opened_once_everything_was_closed(cluster: Cluster) -> None:
    site = Site()
    connections = site.connections()
    connections.transport(cluster)
    connections.close_all()
    with pytest.raises(UnreachableError, match="being left"):
        connections.transport(cluster)
    with pytest.raises(UnreachableError, match="being left"):
        connections.open(cluster, SOMEBODY)
    assert (site.tried, site.lines[0].cut) == (1, True)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)
