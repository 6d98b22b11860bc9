"""The file server of a cluster as a stream: `ssh -s HOST sftp` on one end of a pair of sockets."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress

#: How long a process that was killed may take to be gone, in seconds.
_REAP_S = 5.0


class FileStream:
    """What sftp.session asks of a stream. Raises OSError where ssh cannot be started."""

    def __init__(self, argv: Sequence[str], environment: Mapping[str, str]) -> None:
        self._socket, theirs = socket.socketpair()
        try:
            with theirs:
                self._process = subprocess.Popen(
                    list(argv),
                    env=dict(environment),
                    stdin=theirs.fileno(),
                    stdout=theirs.fileno(),
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
        except OSError:
            self._socket.close()
            raise

    @property
    def usable(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def settimeout(self, timeout: float | None, /) -> None:
        """Seconds that send and recv wait before they raise TimeoutError."""
        self._socket.settimeout(timeout)

    def send(self, data: bytes, /) -> int:
        """How many bytes were taken."""
        return self._socket.send(data)

    def recv(self, size: int, /) -> bytes:
        """What came, nothing at the end."""
        return self._socket.recv(size)

    def close(self) -> None:
        """End the process and reap it; whoever reads gets the end. May be called again."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_REAP_S)
        self._socket.close()
