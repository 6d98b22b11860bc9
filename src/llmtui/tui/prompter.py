"""AppPrompter: a login's questions, asked from its thread and answered by a dialog."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual.message import Message

from ..domain.remotetext import safe_line

if TYPE_CHECKING:
    from ..remote.prompter import HostAnswer, Question, UnknownHost

#: Seconds that a question waits for the user; sshd's own LoginGraceTime is 120 by default.
LIMIT_S = 120.0

T = TypeVar("T")


class Answer(str):
    """What the user typed; it does not show where a traceback or a log prints values."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Answer(***)"


class Reply(Generic[T]):
    """Room for one answer, which one thread waits for; it keeps nothing once that was taken."""

    def __init__(self) -> None:
        self._came = threading.Event()
        self._lock = threading.Lock()
        self._value: T | None = None

    def give(self, value: T | None) -> None:
        """Answer, None for none; only the first counts, and none that comes too late."""
        with self._lock:
            if not self._came.is_set():
                self._value = value
                self._came.set()

    def wait(self, limit_s: float) -> T | None:
        """The answer; None when none came in time."""
        self._came.wait(limit_s)
        with self._lock:
            self._came.set()
            value, self._value = self._value, None
        return value


@dataclass
class QuestionAsked(Message):
    """A server, or a key of this machine, asks something."""

    question: Question
    reply: Reply[Sequence[str]]


@dataclass
class HostAsked(Message):
    """A host's key is not known."""

    host: UnknownHost
    reply: Reply[HostAnswer]


@dataclass
class QuestionOver(Message):
    """Nobody waits for that answer any more."""

    reply: Reply[Any]


@dataclass
class LoginTold(Message):
    """What the login is doing now."""

    text: str


class AppPrompter:
    """A Prompter: `post` hands a message to the screen that shows dialogs, False where that has gone."""

    def __init__(self, post: Callable[[Message], bool], limit_s: float = LIMIT_S) -> None:
        self._post = post
        self._limit_s = limit_s
        self._lock = threading.Lock()
        self._waiting: list[Reply[Any]] = []
        self.cancelled = False

    def ask(self, question: Question) -> Sequence[str] | None:
        """One answer a prompt; a question without prompts is only told."""
        if not question.prompts:
            for line in question.text.lines()[-1:]:
                self.telling(line)
            return None if self.cancelled else ()
        reply: Reply[Sequence[str]] = Reply()
        return self._answer(reply, QuestionAsked(question, reply))

    def unknown_host(self, host: UnknownHost) -> HostAnswer:
        """Whether the user takes that key for the host's; no answer is no."""
        reply: Reply[HostAnswer] = Reply()
        return self._answer(reply, HostAsked(host, reply)) or "cancel"

    def telling(self, text: str) -> None:
        """Show what the login is doing now."""
        self._post(LoginTold(safe_line(text)))

    def cancel(self) -> None:
        """Give up: every question that waits, and every later one, gets no answer."""
        with self._lock:
            self.cancelled = True
            waiting = list(self._waiting)
        for reply in waiting:
            reply.give(None)

    def _answer(self, reply: Reply[T], message: Message) -> T | None:
        with self._lock:
            if self.cancelled:
                return None
            self._waiting.append(reply)
        try:
            if not self._post(message):
                return None
            return reply.wait(self._limit_s)
        finally:
            with self._lock:
                self._waiting.remove(reply)
            self._post(QuestionOver(reply))
