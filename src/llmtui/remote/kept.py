"""KeptTransport: all of a transport but the link itself. One SFTP channel and a few shells are kept open on it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from threading import Thread

from .facts import SCRIPT, Answered, understand
from .files.remote import RemoteFiles
from .once import Once
from .sftp.calls import Sftp
from .sftp.session import Session, Stream
from .shells import Line, Shells
from .stdin import command
from .transport import Facts, LinkLostError, Result

#: How long opening the SFTP channel may take, in seconds.
_SFTP_S = 30.0
#: How long the first script may take, a slow profile of the user's included, in seconds.
_FACTS_S = 40.0
_NOTHING = "nothing was run: "


class KeptTransport(RemoteFiles):
    """Implements transport.Transport over what a link opens: `open_line` a shell, `open_stream` the SFTP subsystem.

    Both get a deadline of time.monotonic() and raise TimeoutError, LinkLostError, or another OSError where the server
    refuses. `standing` tells whether the link stands, `heard` is called when bytes came by SFTP. `shells` is the most
    that are open at once.
    """

    on_this_machine = False

    def __init__(
        self,
        open_line: Callable[[float], Line],
        open_stream: Callable[[float], Stream],
        *,
        standing: Callable[[], bool],
        heard: Callable[[], None] = lambda: None,
        shells: int = 3,
    ) -> None:
        super().__init__(self.script, self._sftp_or_none, lambda: self.alive)
        self._open_stream = open_stream
        self._standing = standing
        self._heard = heard
        self._shells = Shells(open_line, shells)
        self._closed = False
        self._sftp_lock = threading.Lock()
        self._sftp: Sftp | None = None
        self._no_sftp = False
        self._answered = Once(self._ask, "llmtui facts")
        self._early_lock = threading.Lock()
        self._early: Thread | None = None

    @property
    def alive(self) -> bool:
        """Whether calls can still get through."""
        return not self._closed and self._standing()

    def facts(self) -> Facts:
        """What the cluster says of itself; asked once. The SFTP channel is opened meanwhile. Raises OSError."""
        return self._answered.get().facts

    def run(
        self, argv: Sequence[str], *, cwd: str | None = None, stdin: bytes = b"", timeout_s: float = 30.0
    ) -> Result:
        """Run one command and wait for its end. Raises ValueError for more than stdin.STDIN_CAP bytes of input."""
        return self.script(command(argv, cwd, stdin, timeout_s), timeout_s=timeout_s)

    def script(self, text: str, *, values: Mapping[str, str] | None = None, timeout_s: float = 30.0) -> Result:
        """Run a script of /bin/sh; after its time limit it may go on there, and its shell is not used again.

        Before the first one on a link it is asked where Slurm's commands are. Where no answer comes in time nothing is
        run: a command that is not found would be taken for a refusal.
        """
        began = time.monotonic()
        try:
            path = self._answered.get(timeout_s).path
        except OSError as error:
            why = str(error).removeprefix(_NOTHING)
            return Result.said("unknown", None, "", f"{_NOTHING}{why}", seconds=time.monotonic() - began)
        left_s = max(0.0, began + timeout_s - time.monotonic())
        return self._shells.script(text, values=values, timeout_s=left_s, path=path)

    def close(self) -> None:
        """Close shells and SFTP; waiting calls return. The link is closed first, by whoever made it."""
        # With the lock: whoever opens the file channel has begun by now and is waited for, or never begins.
        with self._early_lock:
            self._closed = True
            early = self._early
        self._shells.close()
        sftp = self._sftp
        if sftp is not None:
            sftp.close()
        if early is not None:
            early.join(2.0)
        self._answered.join(2.0)

    def _ask(self) -> Answered:
        result = self._shells.script(SCRIPT, values=None, timeout_s=_FACTS_S, began=self._open_early)
        if result.outcome == "unknown" and not self.alive:
            raise LinkLostError(result.complaint)
        return understand(result, time.time())

    def _open_early(self) -> None:
        def work() -> None:
            # Whoever needs it next meets the same error.
            with suppress(OSError):
                self._sftp_or_none()

        with self._early_lock:
            if not self._closed:
                self._early = Thread(target=work, name="llmtui sftp open", daemon=True)
                self._early.start()

    def _sftp_or_none(self) -> Sftp | None:
        """The SFTP channel, opened anew where it broke; None where the server has none. Raises OSError."""
        if not self._sftp_lock.acquire(timeout=_SFTP_S):
            raise TimeoutError(f"no answer within {_SFTP_S:.0f} s")
        try:
            if self._closed:
                raise LinkLostError("the connection is closed")
            if self._sftp is not None and self._sftp.usable:
                return self._sftp
            if not self._no_sftp:
                self._sftp = self._new_sftp()
            return self._sftp
        finally:
            self._sftp_lock.release()

    def _new_sftp(self) -> Sftp | None:
        old, self._sftp = self._sftp, None
        if old is not None:
            old.close()
        try:
            stream = self._open_stream(time.monotonic() + _SFTP_S)
            sftp = Sftp(Session(stream, self._heard))
        except (TimeoutError, LinkLostError):
            raise
        except OSError as error:
            if not self.alive:
                raise LinkLostError(str(error)) from error
            self._no_sftp = True
            return None
        if self._closed:
            sftp.close()
            raise LinkLostError("the connection is closed")
        return sftp
