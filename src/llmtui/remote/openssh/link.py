"""The link that a master keeps: shells and a file channel over it, and word of its end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress

from ..framing import frame, new_nonce
from ..marked import Marked
from ..shells import RefusedError
from ..transport import LinkLostError
from .filestream import FileStream
from .line import ShellLine
from .master import Master

#: How ssh words that the server opens no further session; what was to run in it has not been sent.
_FULL = b"ession open refused by peer"
#: A master that is not ours may not notice a dead server: it is asked this often, and given so long, in seconds.
_PING_S, _PONG_S = 5.0, 12.0
_NAP_S = 0.02
_LOST = "the connection was lost"


class Link:
    """Ends once, by end() or by itself; `ended` is then told why, "" for end(). `first` is a shell that stands."""

    def __init__(self, master: Master, first: ShellLine, ended: Callable[[str], None]) -> None:
        self._master = master
        self._ended = ended
        self._state = threading.Lock()
        self._first: ShellLine | None = first
        self._held: set[ShellLine | FileStream] = {first}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="llmtui openssh", daemon=True)

    @property
    def stands(self) -> bool:
        """Whether it has not ended yet."""
        return not self._over.is_set()

    def watch(self) -> bool:
        """Begin to look after the master, now that somebody is logged in; False where it has made no socket."""
        if self._master.ours and self._master.control is not None and not self._master.control.exists():
            return False
        self._thread.start()
        return True

    def open_shell(self, deadline: float) -> ShellLine:
        """The first shell once, then new ones. Raises RefusedError, LinkLostError, TimeoutError."""
        with self._state:
            first, self._first = self._first, None
        if first is not None and first.usable:
            return first
        line = self._new_shell()
        try:
            _prove(line, deadline)
        except OSError as error:
            line.close()
            if isinstance(error, LinkLostError) and _FULL in line.said:
                raise RefusedError("the server opens no further session") from error
            raise
        return line

    def open_files(self, deadline: float) -> FileStream:
        """A new channel to the file server. Raises OSError."""
        master = self._master
        # During a login: ssh makes the socket when it is let in.
        while master.ours and master.control is not None and not master.control.exists():
            if self._over.wait(_NAP_S):
                raise LinkLostError("the connection is closed")
            if time.monotonic() > deadline:
                raise TimeoutError
        stream = FileStream(master.words.sftp(master.control), master.environment)
        self._hold(stream)
        return stream

    def end(self, why: str = "") -> None:
        """End everything over the link, and the master where it is ours; whoever waits gets an end of its streams."""
        with self._state:
            first_time = not self._over.is_set()
            self._over.set()
            held, self._held = self._held, set()
        if first_time:
            for one in held:
                one.close()
            self._ended(why)
            self._master.end()
        if self._thread.ident is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def _new_shell(self) -> ShellLine:
        line = ShellLine(self._master.words.shell(self._master.control), self._master.environment)
        self._hold(line)
        return line

    def _hold(self, one: ShellLine | FileStream) -> None:
        with self._state:
            self._held = {other for other in self._held if other.usable}
            if not self._over.is_set():
                self._held.add(one)
                return
        one.close()
        raise LinkLostError("the connection is closed")

    def _watch(self) -> None:
        """Hold a shell of its own: it ends with the master, and time limits of scripts do not touch it."""
        why = _LOST
        with suppress(OSError):
            while not self._over.is_set():
                why = self._until_it_ends(self._new_shell())
                if why or self._master.pid() is None:
                    break
                # The server had no room for it; what runs goes on.
                self._over.wait(_PING_S)
        self.end(why or _LOST)

    def _until_it_ends(self, line: ShellLine) -> str:
        """Why the link has to be given up, "" when only the shell has ended."""
        if self._master.ours:
            line.wait()
            return ""
        try:
            while not self._over.wait(_PING_S):
                _prove(line, time.monotonic() + _PONG_S)
        except TimeoutError:
            return f"no answer within {_PONG_S:.0f} s"
        except LinkLostError:
            pass
        return ""


def _prove(line: ShellLine, deadline: float) -> None:
    """Have an empty script answered. Raises TimeoutError, LinkLostError."""
    nonce = new_nonce()
    out, err = Marked(nonce), Marked(nonce)
    line.send(frame(":", nonce), deadline)
    while not (out.ended and err.ended):
        more, said = line.read(deadline, out.ended)
        out.feed(more)
        err.feed(said)
