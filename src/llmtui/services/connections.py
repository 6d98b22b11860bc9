"""Connections: which clusters are reached how, one kept connection each, and when a lost one is tried again.

A connection that needs nobody (agent, key without passphrase, valid certificate) opens by itself when something asks
for the cluster, and again after a loss, later and later. One that had to ask the user opens when the user says so.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from ..domain.cluster import Cluster
from ..errors import LlmtuiError, UnreachableError
from ..remote.errors import LoginRefusedError, NeedsUserError
from ..remote.prompter import Prompter
from ..remote.transport import Transport

#: Waits after the first, second, ... failure in a row, in seconds; the last one stays.
BACK_OFF_S = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
_JITTER = 0.2

#: "here": no login is needed. "refused": a login failed for a reason that trying again does not change.
Phase = Literal["here", "closed", "opening", "open", "lost", "refused"]


@dataclass(frozen=True)
class Connection:
    """What is known of the way to one cluster.

    `where` is USER@HOST, `since` when the phase began, `retry_at` when it is tried again by itself (None: only when
    the user says so), `certificate_expires_at` the end of the certificate in use; seconds since the epoch. `asks` says
    that the last login had to ask the user.
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


@dataclass(frozen=True)
class Opened:
    """A transport that is logged in; `asked` whether the user had to answer something for it."""

    transport: Transport
    where: str = ""
    certificate_expires_at: float | None = None
    asked: bool = False


class Opener(Protocol):
    """Logs in to a cluster. Raises NeedsUserError, LoginRefusedError, UnreachableError."""

    def __call__(self, cluster: Cluster, prompter: Prompter | None, lost: Callable[[str], None], /) -> Opened:
        """`prompter` None: a question is a NeedsUserError. `lost` is called once, from any thread, with the reason."""


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
        self._attempts: dict[str, object] = {}
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
        too early to try again.
        """
        with self._lock_of(cluster.name):
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
            return self._open(cluster, None)

    def open(self, cluster: Cluster, prompter: Prompter) -> Transport:
        """Log in now, asking what has to be asked. Raises UnreachableError."""
        with self._lock_of(cluster.name):
            kept = self._living(cluster.name)
            return kept if kept is not None else self._open(cluster, prompter)

    def close(self, cluster: str) -> None:
        """Let go of one connection; it stays closed until it is asked for."""
        with self._lock:
            transport = self._transports.pop(cluster, None)
            state = self._found.get(cluster)
        if transport is not None:
            transport.close()
        if state is not None and state.phase != "here":
            self._set(replace(state, phase="closed", since=self._clock(), problem="", hint="", retry_at=None))

    def close_all(self) -> None:
        """Let go of everything."""
        for name in list(self._transports):
            self.close(name)

    def _living(self, name: str) -> Transport | None:
        with self._lock:
            transport = self._transports.get(name)
            return transport if transport is not None and transport.alive else None

    def _refuse_early(self, name: str) -> None:
        state = self.state(name)
        if state.phase in {"lost", "refused"} and (state.retry_at is None or self._clock() < state.retry_at):
            raise UnreachableError(state.problem, hint=state.hint)

    def _open(self, cluster: Cluster, prompter: Prompter | None) -> Transport:
        name = cluster.name
        before = self.state(name)
        self._set(replace(before, phase="opening", since=self._clock(), problem="", retry_at=None))
        attempt = object()
        try:
            opened = self._opener(cluster, prompter, lambda problem: self._lost(name, attempt, problem))
        except LlmtuiError as error:
            self._failed(before, error)
            raise
        except BaseException:
            self._set(replace(before, phase="closed", since=self._clock()))
            raise
        with self._lock:
            self._transports[name] = opened.transport
            self._failures[name] = 0
        self._attempts[name] = attempt
        expires = opened.certificate_expires_at
        self._set(
            Connection(name, "open", opened.where, self._clock(), certificate_expires_at=expires, asks=opened.asked)
        )
        if not opened.transport.alive:
            self._lost(name, attempt, "the connection was lost")
        return opened.transport

    def _failed(self, before: Connection, error: LlmtuiError) -> None:
        with self._lock:
            failures = self._failures.get(before.cluster, 0) + 1
            self._failures[before.cluster] = failures
        asks = before.asks or isinstance(error, NeedsUserError)
        final = isinstance(error, LoginRefusedError)
        retry = None if asks or final else self._retry_at(failures)
        state = replace(
            before,
            phase="refused" if final else "lost",
            since=self._clock(),
            problem=error.message,
            hint=error.hint,
            retry_at=retry,
            asks=asks,
        )
        self._set(state)

    def _lost(self, name: str, attempt: object, problem: str) -> None:
        with self._lock:
            state = self._found.get(name)
            if state is None or state.phase != "open" or self._attempts.get(name) is not attempt:
                return
            # A login that asked is not repeated by itself: a second factor is the user's, and wrong ones lock accounts.
            retry = None if state.asks else self._retry_at(1)
            hint = "connect again when you are ready" if state.asks else ""
            state = replace(state, phase="lost", since=self._clock(), problem=problem, hint=hint, retry_at=retry)
        self._set(state)

    def _retry_at(self, failures: int) -> float:
        return self._clock() + BACK_OFF_S[min(failures, len(BACK_OFF_S)) - 1] * self._jitter()

    def _lock_of(self, name: str) -> threading.Lock:
        with self._lock:
            return self._opening.setdefault(name, threading.Lock())

    def _set(self, state: Connection) -> None:
        with self._lock:
            self._found[state.cluster] = state
            listeners = list(self._listeners)
        for listener in listeners:
            listener(state)
