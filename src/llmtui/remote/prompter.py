"""What a login may have to ask the user; whoever has a screen answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from ..domain.remotetext import RemoteText


@dataclass(frozen=True)
class Prompt:
    """One line to be filled in; `echo` False for what must not be seen."""

    text: RemoteText
    echo: bool = False


@dataclass(frozen=True)
class Question:
    """What a server, or a key file, wants to know.

    `host` is whom it is for, `kind` a passphrase for a key of this machine or answers for the server, `text` what the
    server says about it. `attempt` counts from 1; above that the last answer was wrong.
    """

    host: str
    kind: Literal["passphrase", "server"]
    title: str
    text: RemoteText
    prompts: tuple[Prompt, ...]
    attempt: int = 1


@dataclass(frozen=True)
class UnknownHost:
    """A host whose key is not known yet.

    `fingerprint` is SHA256:... as ssh prints it; `published` are those that the cluster's file gives, with their
    source; `matches` whether this one is among them, None where none are known.
    """

    host: str
    port: int
    key_type: str
    fingerprint: str
    published: tuple[str, ...] = ()
    matches: bool | None = None


HostAnswer = Literal["once", "save", "cancel"]


class Prompter(Protocol):
    """Called from the thread that logs in, which waits for the answer. Answers are kept nowhere."""

    def ask(self, question: Question) -> Sequence[str] | None:
        """One answer a prompt, None when the user gives up."""

    def unknown_host(self, host: UnknownHost) -> HostAnswer:
        """Whether the user takes that key for the host's."""

    def telling(self, text: str) -> None:
        """What the login is doing now, for a progress line."""
