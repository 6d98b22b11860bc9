"""What is asked of an SFTP server: single requests, and reading and writing with many requests on their way."""

from __future__ import annotations

import errno
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import suppress

from .packets import Attributes, BadPacketError, Flag, Kind, Reader, error_of, mode_only, path_bytes, string
from .session import Answer, Session

#: What one request reads or writes, in bytes: every server takes this much (draft-ietf-secsh-filexfer-02, 3).
PIECE = 32768
#: How many requests may be on their way: 2 MiB, which fills 40 MiB/s at 50 ms.
WINDOW = 64
#: How long an answer may take, in seconds; in a transfer each answer anew.
ANSWER_S = 30.0


class Sftp:
    """Calls over one session. Every method raises OSError, EOFError never; TimeoutError closes the session."""

    def __init__(self, session: Session, answer_s: float = ANSWER_S) -> None:
        self._session = session
        self._answer_s = answer_s

    @property
    def usable(self) -> bool:
        """False once the channel has gone."""
        return self._session.usable

    def close(self) -> None:
        """Close the channel; waiting calls return."""
        self._session.close()

    def attributes(self, path: str, *, follow: bool = True) -> Attributes | None:
        """What is at `path`; None when nothing is."""
        kind = Kind.STAT if follow else Kind.LSTAT
        try:
            return self._attributes(self._ask(kind, path_bytes(path)), path)
        except FileNotFoundError:
            return None

    def read_at(self, path: str, offset: int, size: int) -> tuple[bytes, int]:
        """Up to `size` bytes from `offset` on, and the whole size: two round trips where `size` is not over 2 MiB."""
        handle = self._open(path, Flag.READ, 0)
        try:
            told = self._ask(Kind.FSTAT, string(handle))
            pieces = self._pieces(handle, path, offset, size)
            first = next(pieces, b"")
            whole = self._attributes(told, path).size
            return first + b"".join(pieces), whole
        finally:
            self._forget(handle)

    def pieces(self, path: str, size: int) -> Iterator[bytes]:
        """The first `size` bytes of a file, piece by piece; fewer where it is shorter."""
        handle = self._open(path, Flag.READ, 0)
        try:
            yield from self._pieces(handle, path, 0, size)
        finally:
            self._forget(handle)

    def list_folder(self, path: str) -> list[tuple[str, Attributes]]:
        """Names and what they are themselves, links not followed."""
        handle = self._handle(self._ask(Kind.OPENDIR, path_bytes(path)), path)
        found: list[tuple[str, Attributes]] = []
        asked: deque[Future[Answer]] = deque()
        try:
            while True:
                while len(asked) < 4:
                    asked.append(self._ask(Kind.READDIR, string(handle)))
                reader = self._wait(asked.popleft(), Kind.NAME, path)
                for _ in range(reader.number()):
                    name = reader.text()
                    reader.string()
                    there = reader.attributes()
                    if name not in (".", ".."):
                        found.append((name, there))
        except EOFError:
            return found
        finally:
            self._forget(handle)

    def mkdir(self, path: str, mode: int) -> None:
        """Make one folder."""
        asked = self._ask(Kind.MKDIR, path_bytes(path) + mode_only(mode))
        try:
            self._status(asked, path)
        except (FileNotFoundError, PermissionError):
            raise
        except OSError as error:
            # The protocol has no word for "exists".
            if self._session.usable and self.attributes(path, follow=False) is not None:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path) from error
            raise

    def mkdirs(self, paths: Iterable[str], mode: int) -> None:
        """Make folders in that order; those that are there, or cannot be made, show when they are used."""
        asked = [self._ask(Kind.MKDIR, path_bytes(path) + mode_only(mode)) for path in paths]
        for future in asked:
            self._answer(future)

    def set_mode(self, path: str, mode: int) -> None:
        """chmod."""
        self._status(self._ask(Kind.SETSTAT, path_bytes(path) + mode_only(mode)), path)

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files; missing ones are no error."""
        for future in [self._ask(Kind.REMOVE, path_bytes(path)) for path in paths]:
            self._answer(future)

    def write_new(self, files: Iterable[tuple[str, Iterable[bytes]]], wrote: Callable[[int], None]) -> None:
        """Write files that must not exist, mode 0600, and flush them to disk; `wrote` is told of bytes that arrived."""
        named = list(files)
        asked: deque[tuple[Future[Answer], str, int]] = deque()
        handles = self._open_new([path for path, _ in named])
        try:
            for path, pieces in named:
                self._send_file(handles[0], path, pieces, asked, wrote)
                handles.popleft()
            while asked:
                self._written(asked, wrote)
        finally:
            for handle in handles:
                self._forget(handle)

    def _open_new(self, paths: list[str]) -> deque[bytes]:
        opened = [self._ask_open(path, Flag.WRITE | Flag.CREATE | Flag.EXCLUSIVE, 0o600) for path in paths]
        answers = [self._handle_or_error(future, path) for future, path in zip(opened, paths, strict=True)]
        handles = deque(answer for answer in answers if isinstance(answer, bytes))
        for problem in answers:
            if isinstance(problem, OSError):
                for handle in handles:
                    self._forget(handle)
                raise problem
        return handles

    def _handle_or_error(self, future: Future[Answer], path: str) -> bytes | OSError:
        try:
            return self._handle(future, path)
        except OSError as error:
            return error

    def _send_file(
        self,
        handle: bytes,
        path: str,
        pieces: Iterable[bytes],
        asked: deque[tuple[Future[Answer], str, int]],
        wrote: Callable[[int], None],
    ) -> None:
        offset = 0
        for piece in _cut(pieces):
            body = string(handle) + offset.to_bytes(8, "big") + string(piece)
            asked.append((self._ask(Kind.WRITE, body), path, len(piece)))
            offset += len(piece)
            if len(asked) >= WINDOW:
                self._written(asked, wrote)
        if "fsync@openssh.com" in self._session.extensions:
            asked.append((self._ask(Kind.EXTENDED, string(b"fsync@openssh.com") + string(handle)), path, 0))
        asked.append((self._ask(Kind.CLOSE, string(handle)), path, 0))

    def _written(self, asked: deque[tuple[Future[Answer], str, int]], wrote: Callable[[int], None]) -> None:
        future, path, size = asked.popleft()
        self._status(future, path)
        if size:
            wrote(size)

    def _pieces(self, handle: bytes, path: str, offset: int, size: int) -> Iterator[bytes]:
        end = offset + size
        asked: deque[tuple[Future[Answer], int]] = deque()
        while offset < end or asked:
            while offset < end and len(asked) < WINDOW:
                length = min(PIECE, end - offset)
                body = string(handle) + offset.to_bytes(8, "big") + length.to_bytes(4, "big")
                asked.append((self._ask(Kind.READ, body), length))
                offset += length
            future, length = asked.popleft()
            try:
                data = self._wait(future, Kind.DATA, path).string()
            except EOFError:
                return
            yield data
            # A short piece is the end of the file as it was; what comes after it would leave a gap.
            if len(data) < length:
                return

    def _open(self, path: str, flags: Flag, mode: int) -> bytes:
        return self._handle(self._ask_open(path, flags, mode), path)

    def _ask_open(self, path: str, flags: Flag, mode: int) -> Future[Answer]:
        return self._ask(Kind.OPEN, path_bytes(path) + int(flags).to_bytes(4, "big") + mode_only(mode))

    def _forget(self, handle: bytes) -> None:
        """Close a handle; the answer tells nothing that matters, and the session may have gone."""
        with suppress(OSError):
            self._ask(Kind.CLOSE, string(handle))

    def _ask(self, kind: Kind, body: bytes) -> Future[Answer]:
        return self._session.ask(kind, body, time.monotonic() + self._answer_s)

    def _answer(self, future: Future[Answer]) -> Answer:
        try:
            return future.result(self._answer_s)
        except (FutureTimeoutError, TimeoutError) as error:
            if future.done():
                raise
            # The server works one request at a time: who waits behind this one waits as long.
            late = TimeoutError(errno.ETIMEDOUT, f"no answer within {self._answer_s:.0f} s")
            self._session.give_up(late)
            raise late from error

    def _wait(self, future: Future[Answer], kind: Kind, path: str) -> Reader:
        got, reader = self._answer(future)
        if got == Kind.STATUS:
            error = error_of(reader, path)
            if error is not None:
                raise error
        if got != kind:
            raise BadPacketError("the server answers something else than was asked")
        return reader

    def _status(self, future: Future[Answer], path: str) -> None:
        try:
            self._wait(future, Kind.STATUS, path)
        except EOFError as error:
            raise OSError(errno.EIO, "the server says: end of file", path) from error

    def _handle(self, future: Future[Answer], path: str) -> bytes:
        try:
            return self._wait(future, Kind.HANDLE, path).string()
        except EOFError as error:
            raise OSError(errno.EIO, "the server says: end of file", path) from error

    def _attributes(self, future: Future[Answer], path: str) -> Attributes:
        try:
            return self._wait(future, Kind.ATTRS, path).attributes()
        except EOFError as error:
            raise OSError(errno.EIO, "the server says: end of file", path) from error


def _cut(pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        for start in range(0, len(piece), PIECE):
            yield piece[start : start + PIECE]
