"""Keyboard-interactive login: the server's rounds of prompts, asked in the thread that logs in."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain.remotetext import RemoteText
from ..prompter import Prompt

if TYPE_CHECKING:
    import paramiko


@dataclass(frozen=True)
class Round:
    """What the server wants to know at once; `prompts` may be none. `text` is its title and instruction."""

    text: RemoteText
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True)
class _Ended:
    methods: tuple[str, ...] = ()
    error: Exception | None = None


class GaveUpError(Exception):
    """The user does not answer."""


#: One answer a prompt, None to give up.
Ask = Callable[[Round], Sequence[str] | None]


def interactive(transport: paramiko.Transport, user: str, ask: Ask, limit_s: float) -> list[str]:
    """One try; the methods that the server wants after it, none when the login is complete.

    The time that the user takes does not count, only the server's: TimeoutError after `limit_s` without a word of it.
    GaveUpError when `ask` gives None; both close the transport. Raises what paramiko raises for a refused login.
    """
    return _Rounds(transport, ask).run(user, limit_s)


class _Rounds:
    def __init__(self, transport: paramiko.Transport, ask: Ask) -> None:
        self._transport = transport
        self._ask = ask
        self._said: queue.Queue[Round | _Ended] = queue.Queue()
        self._answers: queue.Queue[list[str] | None] = queue.Queue()

    def run(self, user: str, limit_s: float) -> list[str]:
        # paramiko's own limit would count the user's time.
        self._transport.auth_timeout = None  # type: ignore[assignment]
        threading.Thread(target=self._log_in, args=(user,), name="keyboard-interactive", daemon=True).start()
        try:
            ended = self._answer_all(limit_s)
        except BaseException:
            self._transport.close()
            raise
        finally:
            # A handler that still waits must not keep paramiko's thread.
            self._answers.put(None)
        if ended.error is not None:
            raise ended.error
        return list(ended.methods)

    def _answer_all(self, limit_s: float) -> _Ended:
        while True:
            try:
                said = self._said.get(timeout=limit_s)
            except queue.Empty:
                raise TimeoutError from None
            if isinstance(said, _Ended):
                return said
            answers = self._ask(said)
            if answers is None:
                raise GaveUpError
            if len(answers) != len(said.prompts):
                raise ValueError(f"{len(answers)} answers for {len(said.prompts)} prompts")
            self._answers.put(list(answers))

    def _log_in(self, user: str) -> None:
        try:
            self._said.put(_Ended(tuple(self._transport.auth_interactive(user, self._handle))))
        except Exception as error:  # noqa: BLE001 - handed to the thread that waits for it
            self._said.put(_Ended(error=error))

    def _handle(self, title: str, instructions: str, prompts: list[tuple[str, bool]]) -> list[str]:
        text = RemoteText("\n".join(part for part in (title, instructions) if part))
        self._said.put(Round(text, tuple(Prompt(RemoteText(prompt), echo) for prompt, echo in prompts)))
        answers = self._answers.get()
        if answers is None:
            raise GaveUpError
        return answers
