"""What a session offers to log in to clusters."""

from __future__ import annotations

import atexit
from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...remote.transport import Transport
from ..paths import Paths
from .connections import Connection, Connections
from .login import Logins, LoginSettings, checked
from .opener import SshOpener

if TYPE_CHECKING:
    from ...domain.cluster import Cluster
    from ...remote.attempt import Attempt
    from ...remote.prompter import Prompter


class LoginCalls:
    """A part of Session; `connections` tells of every change."""

    def __init__(self, paths: Paths, here: Callable[[Cluster], Transport | None]) -> None:
        self._logins = Logins(paths.config / "logins.json")
        self._opener = SshOpener(self._logins, paths.state)
        self.connections = Connections(self._opener, here)
        # Whoever ends without close() must leave no login behind either.
        atexit.register(self.connections.close_all)

    @abstractmethod
    def cluster(self, name: str | None) -> Cluster:
        """The cluster of that name. Raises UnknownNameError."""

    def connect(self, name: str, prompter: Prompter, attempt: Attempt | None = None) -> Connection:
        """Log in to a cluster now, asking what has to be asked; `attempt` is given up to stop that.

        Raises UnreachableError, RequestError.
        """
        self.connections.open(self.cluster(name), prompter, attempt)
        return self.connections.state(name)

    def disconnect(self, name: str) -> None:
        """Let go of the connection; jobs go on."""
        self.connections.close(name)

    def log_out(self, name: str) -> bool:
        """Let go of the connection, and end the login that master_command has left open, which all windows share.

        True where one of the ssh program's stays, because ssh_config and not we say where. Raises UnreachableError.
        """
        self.connections.close(name)
        return self._opener.log_out(self.cluster(name))

    def login(self, name: str) -> LoginSettings:
        """How this user logs in to a cluster. Raises RequestError."""
        return self._logins.get(name)

    def save_login(self, name: str, settings: LoginSettings) -> LoginSettings:
        """Keep that; a connection that was made otherwise is let go. Raises RequestError."""
        if self._logins.get(name) != checked(settings):
            self.connections.close(name)
        return self._logins.save(name, settings)

    def master_command(self, name: str) -> list[str]:
        """The words that log in in a terminal of the user's and keep that login open. Raises UnreachableError."""
        return self._opener.master_command(self.cluster(name))

    def close(self) -> None:
        """Let go of every connection."""
        self.connections.close_all()
        atexit.unregister(self.connections.close_all)
