"""What a login hands over: a link that is authenticated, and how to let go of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..hostkey import HostKey

if TYPE_CHECKING:
    import paramiko


@dataclass(frozen=True)
class Dialled:
    """An authenticated link.

    `closers` let go of what it stands on (jump hosts, sockets), the nearest first. `where` is USER@HOST,
    `certificate_expires_at` the end of the certificate in use in seconds since the epoch, `asked` whether the user had
    to answer something, `host_key` the key of the last host, None where nobody has looked at it.
    """

    transport: paramiko.Transport
    closers: tuple[Callable[[], None], ...] = ()
    where: str = ""
    certificate_expires_at: float | None = None
    asked: bool = False
    host_key: HostKey | None = None

    def close(self) -> None:
        """Let go of the link and of everything under it; may be called again."""
        self.transport.close()
        for closer in self.closers:
            closer()
