"""Connections without a network: a login whose steps the test writes, and a transport that only can be lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from llmtui.domain.cluster import Cluster
from llmtui.domain.remotetext import RemoteText
from llmtui.remote.attempt import Attempt
from llmtui.remote.errors import NeedsUserError
from llmtui.remote.prompter import HostAnswer, Prompt, Prompter, Question, UnknownHost
from llmtui.remote.transport import Entry, Facts, FileStat, Moved, Result
from llmtui.services.reach.connections import Opened


@dataclass
class FakeTransport:
    """Alive until it is closed or lost; `files` are what read_at reads."""

    files: Mapping[str, bytes]
    lost: Callable[[str], None]
    alive: bool = True
    on_this_machine: bool = False

    def break_off(self, reason: str) -> None:
        """The line is cut."""
        self.alive = False
        self.lost(reason)

    def close(self) -> None:
        self.alive = False

    def read_at(self, path: str, offset: int, size: int) -> tuple[bytes, int]:
        data = self.files[path]
        return data[offset : offset + size], len(data)

    def stat(self, path: str) -> FileStat | None:
        return FileStat(len(self.files[path]), 0.0, False) if path in self.files else None

    def facts(self) -> Facts:
        return Facts("login1", "alice", "/home/alice", {})

    def run(
        self, argv: Sequence[str], *, cwd: str | None = None, stdin: bytes = b"", timeout_s: float = 30.0
    ) -> Result:
        return Result.said("failed", 127, "", f"{argv[0]}: not found")

    def script(self, text: str, *, values: Mapping[str, str] | None = None, timeout_s: float = 30.0) -> Result:
        return Result.said("failed", 127, "", "no shell here")

    def list_folder(self, path: str) -> tuple[Entry, ...]:
        raise OSError(path)

    def put_files(self, folder: str, files: Mapping[str, tuple[bytes, int]]) -> None:
        raise OSError(folder)

    def put_atomic(self, path: str, data: bytes, mode: int = 0o600) -> None:
        raise OSError(path)

    def mkdir(self, path: str, mode: int = 0o700) -> None:
        raise OSError(path)

    def copy_in(self, source: Path, path: str, moved: Moved | None = None) -> None:
        raise OSError(path)

    def copy_out(self, path: str, target: Path, moved: Moved | None = None) -> None:
        raise OSError(path)


Login = Callable[[Prompter | None], None]


class FakeOpener:
    """Logs in by what `login` does with the prompter; it raises what a login raises."""

    def __init__(self) -> None:
        self.login: Login = lambda prompter: None
        self.asks = False
        self.certificate_expires_at: float | None = None
        self.tried: list[str] = []
        self.files: Mapping[str, bytes] = {}
        self.transport: FakeTransport | None = None

    def __call__(
        self, cluster: Cluster, prompter: Prompter | None, lost: Callable[[str], None], attempt: Attempt, /
    ) -> Opened:
        self.tried.append(cluster.name)
        self.login(prompter)
        self.transport = FakeTransport(self.files, lost)
        return Opened(self.transport, f"alice@login1.{cluster.name}.fi", self.certificate_expires_at, self.asks)


class Asks:
    """A login that puts these questions one after another and keeps what was answered."""

    def __init__(self, *questions: Question | UnknownHost) -> None:
        self.questions = questions
        self.answers: list[Sequence[str] | HostAnswer | None] = []
        self.done = threading.Event()

    def __call__(self, prompter: Prompter | None) -> None:
        assert prompter is not None
        try:
            for question in self.questions:
                self._put(prompter, question)
        finally:
            self.done.set()

    def _put(self, prompter: Prompter, question: Question | UnknownHost) -> None:
        if isinstance(question, UnknownHost):
            answer: Sequence[str] | HostAnswer | None = prompter.unknown_host(question)
        else:
            prompter.telling(f"waiting for an answer to {question.title}")
            answer = prompter.ask(question)
        self.answers.append(answer)
        if answer is None or answer == "cancel":
            raise NeedsUserError("the login was given up")


def code(attempt: int = 1, text: str = "", *prompts: tuple[str, bool]) -> Question:
    """A question of a server: by default one code that is not to be seen."""
    asked = prompts or (("Verification code: ", False),)
    shown = tuple(Prompt(RemoteText(words), echo) for words, echo in asked)
    return Question("roihu-gpu.csc.fi", "server", "second factor", RemoteText(text), shown, attempt)


def unknown(matches: bool | None) -> UnknownHost:
    """A host key that the site publishes, does not, or of which nothing is known."""
    key = "SHA256:h3YVzmNucpxTXcxag8D2TaC21jH8/6LGNNCCOgRDaTU"
    others = (
        "SHA256:YNdesHbXhxN0hKD4mWvYGQONebjRqY+CGXDqPiZyByQ",
        "SHA256:cXJ5h3Z9fgu0wVpC2kDIpjdsrFsJF/bfyWegQXsfQpU",
    )
    published = {True: (key, *others), False: others, None: ()}[matches]
    return UnknownHost("roihu-gpu.csc.fi", 22, "ssh-ed25519", key, published, matches)
