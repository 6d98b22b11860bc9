"""OpenSshTransport: a cluster by way of the ssh program, for what paramiko cannot do.

Kerberos, keys on tokens, certificates of hosts and every word of ssh_config are ssh's own affair here. It never asks:
where a login needs the user, they open a master in a terminal of theirs, which is then used.
"""

from __future__ import annotations

from collections.abc import Callable

from ..kept import KeptTransport
from .line import ShellLine
from .link import Link
from .master import Master

#: With the link's own shell and the file server that makes four sessions; some servers allow few (sshd's default: 10).
_SHELLS = 2


class OpenSshTransport(KeptTransport):
    """Made by login.open_transport; `first` is a shell that logs in, or joins a master that stands.

    `lost` is called once, from any thread, when the link ends by itself.
    """

    def __init__(self, master: Master, first: ShellLine, lost: Callable[[str], None]) -> None:
        self._lost = lost
        self._ours = master.ours
        self._link = Link(master, first, self._ended)
        super().__init__(
            self._link.open_shell,
            self._link.open_files,
            standing=lambda: self._link.stands,
            shells=_SHELLS,
        )

    @property
    def ours(self) -> bool:
        """Whether we have logged in, which asks nothing; False over a master that the user opened."""
        return self._ours

    def watch(self) -> bool:
        """After the login: the end of the master is now the loss of the link. False where there is no master."""
        return self._link.watch()

    def close(self) -> None:
        """End every process of ours; a master that the user opened stays. Waiting calls return."""
        self._link.end()

    def _ended(self, why: str) -> None:
        super().close()
        if why:
            self._lost(why)
