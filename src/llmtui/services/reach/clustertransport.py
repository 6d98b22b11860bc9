"""A cluster's connection of the moment, so that who follows a job need not know when it was lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ...domain.cluster import Cluster
from ...errors import UnreachableError
from ...remote.transport import Entry, Facts, FileStat, LinkLostError, Moved, Result, Transport
from .connections import Connections


class ClusterTransport:
    """Passes each call to the open connection, opening it where nobody has to be asked.

    Without a connection files raise LinkLostError and commands UnreachableError: then nothing was sent.
    """

    def __init__(self, cluster: Cluster, connections: Connections) -> None:
        self._cluster = cluster
        self._connections = connections

    @property
    def on_this_machine(self) -> bool:
        """Whether the cluster needs no login. Raises LinkLostError."""
        return self._now().on_this_machine

    @property
    def alive(self) -> bool:
        """Whether the connection is open now; nothing is tried."""
        return self._connections.state(self._cluster.name).phase in {"here", "open"}

    def facts(self) -> Facts:
        """What the cluster says of itself. Raises OSError."""
        return self._now().facts()

    def run(
        self, argv: Sequence[str], *, cwd: str | None = None, stdin: bytes = b"", timeout_s: float = 30.0
    ) -> Result:
        """Run one command. Raises UnreachableError."""
        transport = self._connections.transport(self._cluster)
        return transport.run(argv, cwd=cwd, stdin=stdin, timeout_s=timeout_s)

    def script(self, text: str, *, values: Mapping[str, str] | None = None, timeout_s: float = 30.0) -> Result:
        """Run one script. Raises UnreachableError."""
        return self._connections.transport(self._cluster).script(text, values=values, timeout_s=timeout_s)

    def read_at(self, path: str, offset: int, size: int) -> tuple[bytes, int]:
        """As Transport says."""
        return self._now().read_at(path, offset, size)

    def stat(self, path: str) -> FileStat | None:
        """As Transport says."""
        return self._now().stat(path)

    def list_folder(self, path: str) -> tuple[Entry, ...]:
        """As Transport says."""
        return self._now().list_folder(path)

    def put_files(self, folder: str, files: Mapping[str, tuple[bytes, int]]) -> None:
        """As Transport says."""
        self._now().put_files(folder, files)

    def put_atomic(self, path: str, data: bytes, mode: int = 0o600) -> None:
        """As Transport says."""
        self._now().put_atomic(path, data, mode)

    def mkdir(self, path: str, mode: int = 0o700) -> None:
        """As Transport says."""
        self._now().mkdir(path, mode)

    def copy_in(self, source: Path, path: str, moved: Moved | None = None) -> None:
        """As Transport says."""
        self._now().copy_in(source, path, moved)

    def copy_out(self, path: str, target: Path, moved: Moved | None = None) -> None:
        """As Transport says."""
        self._now().copy_out(path, target, moved)

    def close(self) -> None:
        """Let go of the connection."""
        self._connections.close(self._cluster.name)

    def _now(self) -> Transport:
        try:
            return self._connections.transport(self._cluster)
        except UnreachableError as error:
            raise LinkLostError(error.message) from error
