"""SshTransport: one link of paramiko's with a heartbeat, and what KeptTransport makes of it."""

from __future__ import annotations

from collections.abc import Callable

from ..framing import SHELL
from ..kept import KeptTransport
from .channel import SftpStream, ShellLine
from .channels import MOST, Channels
from .dialled import Dialled
from .heartbeat import Heartbeat
from .quiet import keep_quiet

#: How long the threads of a closed link may take to end, in seconds; paramiko's own looks every 0.1 s.
_END_S = 2.0


class SshTransport(KeptTransport):
    """Implements transport.Transport. At most four channels are open: one for SFTP, the rest shells.

    `lost` is called once, from a thread of this object, when the link breaks or the server has been silent for
    `silence_s` seconds; not after close(). Every call that waits then has returned or does so at once.
    """

    def __init__(
        self,
        dialled: Dialled,
        *,
        lost: Callable[[str], None] = lambda reason: None,
        heartbeat_s: float = 5.0,
        silence_s: float = 15.0,
    ) -> None:
        keep_quiet()
        self._dialled = dialled
        self._tell_lost = lost
        self._heartbeat = Heartbeat(dialled.transport, self._on_lost, every_s=heartbeat_s, silence_s=silence_s)
        self._channels = Channels(dialled.transport, self._heartbeat.heard)
        super().__init__(
            lambda deadline: self._channels.open(ShellLine, lambda raw: raw.exec_command(SHELL), deadline),
            lambda deadline: self._channels.open(SftpStream, lambda raw: raw.invoke_subsystem("sftp"), deadline),
            standing=dialled.transport.is_active,
            heard=self._heartbeat.heard,
            shells=MOST - 1,
        )
        self._heartbeat.start()

    def close(self) -> None:
        """Close the link; waiting calls return, and no thread or socket is left."""
        self._heartbeat.stop()
        self._end()
        self._heartbeat.join(_END_S)

    def _on_lost(self, reason: str) -> None:
        try:
            self._end()
        finally:
            self._tell_lost(reason)

    def _end(self) -> None:
        # The link goes first: an orderly end of each channel would wait for a peer that may not answer.
        self._dialled.close()
        super().close()
        self._channels.join(_END_S)
        self._dialled.transport.join(_END_S)
