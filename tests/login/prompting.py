"""A server whose keyboard-interactive prompts are the test's own; sshd sends only one prompt a round."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import paramiko
from paramiko.common import AUTH_FAILED, AUTH_SUCCESSFUL, OPEN_SUCCEEDED
from paramiko.server import InteractiveQuery

from llmtui.remote.ssh.quiet import keep_quiet

Prompts = Sequence[tuple[str, bool]]


@dataclass
class Script(paramiko.ServerInterface):
    """`rounds` are sent one after the other; `right` are the answers that let somebody in. `heard` keeps the answers.

    `deaf` True: answers are taken, and nothing comes back.
    """

    rounds: Sequence[Prompts]
    right: Sequence[Sequence[str]] = ()
    title: str = ""
    instructions: str = ""
    deaf: bool = False
    password: str = ""
    heard: list[list[str]] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)

    def get_allowed_auths(self, username: str) -> str:
        return "password" if self.password else "keyboard-interactive"

    def check_auth_interactive(self, username: str, submethods: str) -> InteractiveQuery:
        self._turn = list(self.rounds)
        self._answers: list[list[str]] = []
        return self._next()

    def check_auth_interactive_response(self, responses: list[str]) -> int | InteractiveQuery:
        self.heard.append(list(responses))
        self._answers.append(list(responses))
        if self.deaf:
            self.release.wait(20)
        if self._turn:
            return self._next()
        right = self._answers == [list(answers) for answers in self.right]
        return AUTH_SUCCESSFUL if right else AUTH_FAILED

    def check_auth_password(self, username: str, password: str) -> int:
        self.heard.append([password])
        return AUTH_SUCCESSFUL if password == self.password else AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return OPEN_SUCCEEDED

    def _next(self) -> InteractiveQuery:
        return InteractiveQuery(self.title, self.instructions, *self._turn.pop(0))


@contextmanager
def prompting(script: Script) -> Iterator[int]:
    """Serve; the port."""
    keep_quiet()
    key = paramiko.RSAKey.generate(2048)
    served: list[paramiko.Transport] = []

    def serve() -> None:
        while True:
            try:
                link, _ = listener.accept()
            except OSError:
                return
            transport = paramiko.Transport(link)
            served.append(transport)
            transport.add_server_key(key)
            transport.start_server(event=threading.Event(), server=script)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, daemon=True).start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            script.release.set()
            listener.shutdown(socket.SHUT_RDWR)
            for transport in served:
                transport.close()
