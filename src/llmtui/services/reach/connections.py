"""Connections: which clusters are reached how, one kept connection each, and when a lost one is tried again.

A connection that needs nobody (agent, key without passphrase, valid certificate) opens by itself when something asks
for the cluster, and again after a loss, later and later. One that had to ask the user opens when the user says so.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from ...domain.cluster import Cluster
from ...errors import LlmtuiError, UnreachableError
from ...remote.attempt import Attempt
from ...remote.errors import LoginRefusedError, NeedsUserError
from ...remote.hostkey import HostKey
from ...remote.prompter import Prompter
from ...remote.transport import Transport

#: Waits after the first, second, ... failure in a row, in seconds; the last one stays.
BACK_OFF_S = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
_JITTER = 0.2
#: A link that was lost sooner than this did not mend what went wrong before, in seconds.
_LIVED_S = 30.0
#: How soon whoever waits for another's login sees that nothing is to be waited for any more, in seconds.
_TURN_S = 0.1

#: "here": no login is needed. "refused": a login failed for a reason that trying again does not change.
Phase = Literal["here", "closed", "opening", "open", "lost", "refused"]


@dataclass(frozen=True)
class Connection:
    """What is known of the way to one cluster.

    `where` is USER@HOST, `since` when the phase began, `retry_at` when it is tried again by itself (None: only when
    the user says so), `certificate_expires_at` the end of the certificate in use, `down_since` when it began to be out
    of reach, seconds since the epoch; `broke_off` whether that was the loss of an open one. `asks` says that the last
    login had to ask the user. `problem` stays while a lost one is tried again. `host_key` is as in Opened.
    """

    cluster: str
    phase: Phase
    where: str = ""
    since: float = 0.0
    problem: str = ""
    hint: str = ""
    retry_at: float | None = None
    certificate_expires_at: float | None = None
    asks: bool = False
    down_since: float | None = None
    broke_off: bool = False
    host_key: HostKey | None = None


@dataclass(frozen=True)
class Opened:
    """A transport that is logged in; `asked` whether the user had to answer something for it.

    `host_key` is None where it is not known what the host has shown.
    """

    transport: Transport
    where: str = ""
    certificate_expires_at: float | None = None
    asked: bool = False
    host_key: HostKey | None = None


class Opener(Protocol):
    """Logs in to a cluster. Raises NeedsUserError, LoginRefusedError, UnreachableError."""

    def __call__(
        self, cluster: Cluster, prompter: Prompter | None, lost: Callable[[str], None], attempt: Attempt, /
    ) -> Opened:
        """`prompter` None: a question is a NeedsUserError. `lost` is called once, from any thread, with the reason.

        What holds the login up is closed when `attempt` is given up.
        """


Listener = Callable[[Connection], None]


class Connections:
    """One transport a cluster; safe for several threads. `here` tells which clusters need no login."""

    def __init__(
        self,
        opener: Opener,
        here: Callable[[Cluster], Transport | None],
        clock: Callable[[], float] = time.time,
        jitter: Callable[[], float] = lambda: random.uniform(1 - _JITTER, 1 + _JITTER),
    ) -> None:
        self._opener = opener
        self._here = here
        self._clock = clock
        self._jitter = jitter
        self._lock = threading.RLock()
        self._opening: dict[str, threading.Lock] = {}
        self._found: dict[str, Connection] = {}
        self._transports: dict[str, Transport] = {}
        self._failures: dict[str, int] = {}
        self._attempts: dict[str, Attempt] = {}
        self._under_way: dict[str, Attempt] = {}
        #: Clusters whose login under way may ask the user, which takes as long as the user likes.
        self._asking: set[str] = set()
        self._ended = False
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every change, from the thread where it happens; returns how to stop that."""
        with self._lock:
            self._listeners.append(listener)

        def stop() -> None:
            with self._lock, suppress(ValueError):
                self._listeners.remove(listener)

        return stop

    def state(self, cluster: str) -> Connection:
        """What is known of one cluster; nothing is tried."""
        with self._lock:
            return self._found.get(cluster, Connection(cluster, "closed"))

    def states(self) -> tuple[Connection, ...]:
        """Every cluster that a login was tried for."""
        with self._lock:
            return tuple(found for found in self._found.values() if found.phase != "here")

    def transport(self, cluster: Cluster) -> Transport:
        """The open transport; one that needs nobody is opened. Raises UnreachableError, without waiting when it is
        too early to try again and while the user is logging in.
        """
        self._refuse_while_asking(cluster.name)
        with self._turn(cluster.name, lambda: self._refuse_while_asking(cluster.name)):
            kept = self._living(cluster.name)
            if kept is not None:
                return kept
            local = self._here(cluster)
            if local is not None:
                with self._lock:
                    self._transports[cluster.name] = local
                self._set(Connection(cluster.name, "here", since=self._clock()))
                return local
            self._refuse_early(cluster.name)
            return self._open(cluster, None, Attempt())

    def open(self, cluster: Cluster, prompter: Prompter, attempt: Attempt | None = None) -> Transport:
        """Log in now, asking what has to be asked; `attempt` is this login, to be given up. Raises UnreachableError."""
        attempt = attempt or Attempt()
        with self._turn(cluster.name, attempt.check):
            kept = self._living(cluster.name)
            return kept if kept is not None else self._open(cluster, prompter, attempt)

    def close(self, cluster: str) -> None:
        """Let go of one connection, or of a login under way; it stays closed until it is asked for."""
        with self._lock:
            transport = self._transports.pop(cluster, None)
            attempt = self._under_way.pop(cluster, None)
            self._asking.discard(cluster)
            state = self._found.get(cluster)
        if attempt is not None:
            attempt.give_up()
        if transport is not None:
            transport.close()
        if state is not None and state.phase != "here":
            state = replace(state, phase="closed", since=self._clock(), problem="", hint="", retry_at=None)
            self._set(replace(state, down_since=None, broke_off=False))

    def close_all(self) -> None:
        """Let go of everything, for good: calls that wait return, and nothing is opened any more."""
        with self._lock:
            self._ended = True
            names = [*self._transports, *self._under_way]
        for name in dict.fromkeys(names):
            self.close(name)

    def _refuse_ended(self) -> None:
        if self._ended:
            raise UnreachableError("llmtui is being left")

    def _refuse_while_asking(self, name: str) -> None:
        if name in self._asking:
            raise UnreachableError("a login is under way", hint="answer what it asks, or give it up")

    @contextmanager
    def _turn(self, name: str, check: Callable[[], None] = lambda: None) -> Iterator[None]:
        """One login a cluster at a time. Raises UnreachableError when everything has ended, and what `check` raises."""
        lock = self._lock_of(name)
        while not lock.acquire(timeout=_TURN_S):
            self._refuse_ended()
            check()
        try:
            self._refuse_ended()
            check()
            yield
        finally:
            lock.release()

    def _living(self, name: str) -> Transport | None:
        with self._lock:
            transport = self._transports.get(name)
            return transport if transport is not None and transport.alive else None

    def _refuse_early(self, name: str) -> None:
        state = self.state(name)
        if state.phase in {"lost", "refused"} and (state.retry_at is None or self._clock() < state.retry_at):
            needs_user = NeedsUserError if state.asks else UnreachableError
            kind = LoginRefusedError if state.phase == "refused" else needs_user
            raise kind(state.problem, hint=state.hint)

    def _open(self, cluster: Cluster, prompter: Prompter | None, attempt: Attempt) -> Transport:
        name = cluster.name
        before = self.state(name)
        self._set(replace(before, phase="opening", since=self._clock(), hint="", retry_at=None))
        with self._lock:
            self._refuse_ended()
            self._under_way[name] = attempt
            if prompter is not None:
                self._asking.add(name)
        lost = lambda problem: self._lost(name, attempt, problem)  # noqa: E731
        try:
            opened = attempt.run(
                lambda: self._opener(cluster, prompter, lost, attempt), lambda late: late.transport.close()
            )
        except LlmtuiError as error:
            if self._ends(name, attempt):
                self._failed(before, error)
            raise
        except BaseException:
            if self._ends(name, attempt):
                self._set(replace(before, phase="closed", since=self._clock()))
            raise
        if not self._ends(name, attempt, opened.transport):
            opened.transport.close()
            raise UnreachableError(f"the connection to {name} was closed")
        self._set(
            Connection(
                name,
                "open",
                opened.where,
                self._clock(),
                certificate_expires_at=opened.certificate_expires_at,
                asks=opened.asked,
                host_key=opened.host_key,
            )
        )
        if not opened.transport.alive:
            self._lost(name, attempt, "the connection was lost")
        return opened.transport

    def _ends(self, name: str, attempt: Attempt, transport: Transport | None = None) -> bool:
        """Take note of a login's end; False where the connection was closed meanwhile, so that it no longer counts."""
        with self._lock:
            if self._under_way.get(name) is not attempt:
                return False
            del self._under_way[name]
            self._asking.discard(name)
            if transport is not None:
                self._transports[name] = transport
                self._attempts[name] = attempt
        return True

    def _failed(self, before: Connection, error: LlmtuiError) -> None:
        asks = before.asks or isinstance(error, NeedsUserError)
        final = isinstance(error, LoginRefusedError)
        failures, now = self._one_more_failure(before.cluster), self._clock()
        retry = None if asks or final else self._retry_at(failures)
        state = replace(
            before,
            phase="refused" if final else "lost",
            since=now,
            problem=error.message,
            hint=error.hint,
            retry_at=retry,
            asks=asks,
            down_since=now if before.down_since is None else before.down_since,
        )
        self._set(state)

    def _lost(self, name: str, attempt: Attempt, problem: str) -> None:
        with self._lock:
            state = self._found.get(name)
            if state is None or state.phase != "open" or self._attempts.get(name) is not attempt:
                return
            now = self._clock()
            # A server that takes logins and drops them at once is not to be asked each second.
            failures = self._one_more_failure(name, afresh=now - state.since >= _LIVED_S)
            # A login that asked is not repeated by itself: a second factor is the user's, and wrong ones lock accounts.
            retry = None if state.asks else self._retry_at(failures)
            hint = "connect again when you are ready" if state.asks else ""
            state = replace(
                state,
                phase="lost",
                since=now,
                problem=problem,
                hint=hint,
                retry_at=retry,
                down_since=now,
                broke_off=True,
            )
            # Before another thread can open: its word is the newer one.
            self._found[name] = state
        self._tell(state)

    def _one_more_failure(self, name: str, *, afresh: bool = False) -> int:
        """How many there were in a row, this one included."""
        with self._lock:
            self._failures[name] = 1 if afresh else self._failures.get(name, 0) + 1
            return self._failures[name]

    def _retry_at(self, failures: int) -> float:
        return self._clock() + BACK_OFF_S[min(failures, len(BACK_OFF_S)) - 1] * self._jitter()

    def _lock_of(self, name: str) -> threading.Lock:
        with self._lock:
            return self._opening.setdefault(name, threading.Lock())

    def _set(self, state: Connection) -> None:
        with self._lock:
            self._found[state.cluster] = state
        self._tell(state)

    def _tell(self, state: Connection) -> None:
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener(state)
