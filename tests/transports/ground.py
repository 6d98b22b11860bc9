"""What the ways of this suite stand on: servers that are started once and kept for all tests of a process."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.realssh import needs
from tests.realssh.server import Sshd, sshd


class Ground:
    """`folder` is a place of its own; what is started lasts until the `stack` is closed."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self._stack = stack
        self._servers: dict[tuple[str, ...], Sshd] = {}

    def server(self, options: Sequence[str] = ()) -> Sshd:
        """A server with these lines of sshd_config, the same one for the same lines."""
        needs.need()
        key = tuple(options)
        if key not in self._servers:
            folder = self.folder / f"server{len(self._servers)}"
            home = folder / "home"
            home.mkdir(parents=True)
            # The profile of whoever runs the tests may be slow, or wait for a lock that a frozen login holds.
            started = sshd(folder, options=options, environment={"HOME": str(home)})
            self._servers[key] = self._stack.enter_context(started)
        return self._servers[key]
