"""SshOpener: from a cluster and the user's settings to a transport that is logged in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.cluster import Cluster
from ...domain.site import Auth
from ...errors import UnreachableError
from ...remote.attempt import Attempt
from ...remote.errors import LoginRefusedError, NeedsUserError
from ...remote.hostkey import HostKey
from ...remote.prompter import Prompter
from ...remote.target import Target
from .address import split
from .connections import Opened
from .login import Logins

if TYPE_CHECKING:
    from ...remote.ssh.publickey import PublicKey

#: Names another file than ~/.ssh/config.
CONFIG_VARIABLE = "LLMTUI_SSH_CONFIG"


class SshOpener:
    """Logs in by paramiko or by the ssh program, as the user's settings say.

    Where nobody can be asked and the user keeps a login of the ssh program open for this host, that one is used.
    """

    def __init__(self, logins: Logins, state: Path) -> None:
        self._logins = logins
        self._state = state
        named = os.environ.get(CONFIG_VARIABLE)
        self._config = Path(named) if named else None
        self._extra = ("-F", named) if named else ()
        #: Host keys that the user accepted for this session only.
        self._accepted: set[tuple[str, PublicKey]] = set()

    def target(self, cluster: Cluster) -> Target:
        """Where to log in and with what. Raises UnreachableError, RequestError."""
        from ...remote.ssh.config import has_alias, resolve

        settings = self._logins.get(cluster.name)
        own = cluster.name if has_alias(cluster.name, self._config) else ""
        host = settings.host or own or next(iter(cluster.login_hosts), "")
        if not host:
            raise UnreachableError(
                f"no login host of {cluster.name} is known",
                hint="name one in the connect dialog, or run llmtui on its login node",
            )
        address = split(host)
        return resolve(
            address.host,
            user=settings.user or address.user,
            port=settings.port or address.port or None,
            published=cluster.host_keys,
            config_file=self._config,
            client=settings.client,
        )

    def master_command(self, cluster: Cluster) -> list[str]:
        """The command that logs in in the user's own terminal and keeps that login open. Raises UnreachableError."""
        from ...remote.openssh.login import master_command

        return master_command(self.target(cluster), self._state, self._extra)

    def log_out(self, cluster: Cluster) -> bool:
        """End the login that master_command has left open; True where one of ssh_config's stays.

        Raises UnreachableError.
        """
        from ...remote.openssh.login import end_master

        return end_master(self.target(cluster), self._state, self._extra)

    def __call__(
        self, cluster: Cluster, prompter: Prompter | None, lost: Callable[[str], None], attempt: Attempt
    ) -> Opened:
        """Log in. Raises NeedsUserError, LoginRefusedError, UnreachableError."""
        target = self.target(cluster)
        if target.client == "openssh" or (prompter is None and self._master_is_open(target)):
            return self._by_program(target, lost, attempt)
        try:
            return self._by_paramiko(cluster, target, prompter, lost, attempt)
        except NeedsUserError as error:
            raise error if prompter is not None else self._how_to(cluster, target, error) from error

    def _by_paramiko(
        self,
        cluster: Cluster,
        target: Target,
        prompter: Prompter | None,
        lost: Callable[[str], None],
        attempt: Attempt,
    ) -> Opened:
        from ...remote.ssh.dial import dial
        from ...remote.ssh.transport import SshTransport

        auth = cluster.auth or Auth()
        dialled = dial(
            target,
            prompter,
            once=self._accepted,
            renew=auth.renew,
            only_certificates=not {"key", "keyboard-interactive"} & set(auth.methods),
            attempt=attempt,
        )
        transport = SshTransport(dialled, lost=lost)
        return Opened(transport, dialled.where, dialled.certificate_expires_at, dialled.asked, dialled.host_key)

    def _by_program(self, target: Target, lost: Callable[[str], None], attempt: Attempt) -> Opened:
        from ...remote.openssh.login import open_transport

        transport = open_transport(target, state_folder=self._state, lost=lost, extra=self._extra, attempt=attempt)
        if transport.ours:
            # It was made without a question, and so it can be again.
            return Opened(transport, target.where, host_key=HostKey("", "", "known to the ssh program"))
        # What the user was asked for it, and what was shown, is not known here.
        return Opened(transport, target.where, asked=True)

    def _master_is_open(self, target: Target) -> bool:
        from ...remote.openssh.login import master_is_open

        return master_is_open(target, self._state, self._extra)

    def _how_to(self, cluster: Cluster, target: Target, error: NeedsUserError) -> NeedsUserError:
        """The error with the command that asks, whose login the next one uses; where there can be none: the app."""
        from ...remote.openssh.complaints import in_a_terminal
        from ...remote.openssh.login import master_command

        how = f"connect to {cluster.name} in the app: llmtui"
        if shutil.which("ssh") is not None:
            # It needs a folder that can hold its socket, and this client does not.
            with suppress(LoginRefusedError):
                how = in_a_terminal(master_command(target, self._state, self._extra))
        return NeedsUserError(error.message, hint=f"{error.hint}; {how}" if error.hint else how)
