"""The ways to a cluster that one suite is run over: a line here makes every test of it run over one more."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from llmtui.remote.local import LocalTransport
from llmtui.remote.ssh.transport import SshTransport
from llmtui.remote.transport import Transport

from .dial import dial
from .ground import Ground
from .opensshway import opened, target_of

#: The server has the word, but the program behind it ends at once.
NO_SFTP = ("Subsystem sftp /bin/false",)

Way = Callable[[Ground], AbstractContextManager[Transport]]


@contextmanager
def here(ground: Ground) -> Iterator[Transport]:
    """This machine itself."""
    yield LocalTransport()


@contextmanager
def over_paramiko(ground: Ground, options: tuple[str, ...] = ()) -> Iterator[Transport]:
    """paramiko and a real sshd."""
    transport = SshTransport(dial(ground.server(options)))
    try:
        yield transport
    finally:
        transport.close()


@contextmanager
def without_sftp(ground: Ground) -> Iterator[Transport]:
    """The same where the server offers no SFTP: files go by scripts."""
    with over_paramiko(ground, NO_SFTP) as transport:
        yield transport


@contextmanager
def over_openssh(ground: Ground) -> Iterator[Transport]:
    """The ssh program and a real sshd."""
    with (
        tempfile.TemporaryDirectory(prefix="lo", dir="/tmp") as state,  # short enough for a socket's path
        opened(target_of(ground.server()), Path(state)) as transport,
    ):
        yield transport


WAYS: dict[str, Way] = {
    "local": here,
    "paramiko": over_paramiko,
    "paramiko without SFTP": without_sftp,
    "ssh program": over_openssh,
}
