"""LogFollower: the job's output by offset, as safe lines."""

from __future__ import annotations

from ...domain.record import LogChunk
from ...remote.text import LineCleaner
from ...remote.transport import Files

#: Bytes read at once; a follower that is further behind than BEHIND jumps to the last READ bytes.
READ = 256 * 1024
BEHIND = 4 * 1024**2
#: The last bytes before the offset are read again each time: a rewritten file need not be shorter.
_ANCHOR = 64


class LogFollower:
    """Follows one file from its first byte (`from_start`) or, when that is far back, from near its end.

    A file that is not there yet is an empty chunk; while one cannot be read, its size is the last that was known. One
    that became shorter or whose old bytes changed was started anew: `restarted`. Used by one thread at a time.
    """

    def __init__(self, files: Files, path: str, *, from_start: bool = False) -> None:
        self._files = files
        self._path = path
        self._from_start = from_start
        self._offset = 0
        self._size = 0
        self._anchor = b""
        self._cleaner = LineCleaner()

    @property
    def open_line(self) -> str:
        """The last line while its end has not come yet, such as a progress bar."""
        return self._cleaner.open_line

    def poll(self) -> LogChunk:
        """The lines that were completed since the last poll, READ bytes at a time while there are none."""
        restarted = False
        skipped = 0
        text = ""
        while self._path and not text:
            try:
                data, self._size = self._read()
            except OSError:
                break
            if data is None:
                restarted = True
                self._restart()
                continue
            if self._size - self._offset - len(data) > BEHIND and not self._from_start:
                try:
                    skipped += self._skip(self._size)
                except OSError:
                    break
                continue
            if not data:
                break
            text += self._take(data)
        return LogChunk(text, self._offset, self._size, restarted, skipped)

    def finish(self) -> str:
        """The last line, should it have no newline; call it when the job has ended."""
        return self._cleaner.finish()

    def _read(self) -> tuple[bytes | None, int]:
        """New bytes, None when the old ones are no longer what they were."""
        start = self._offset - len(self._anchor)
        data, size = self._files.read_at(self._path, start, len(self._anchor) + READ)
        if size < self._offset or not data.startswith(self._anchor):
            return None, size
        return data[len(self._anchor) :], size

    def _take(self, data: bytes) -> str:
        self._offset += len(data)
        self._anchor = (self._anchor + data)[-_ANCHOR:]
        return self._cleaner.feed(data)

    def _restart(self) -> None:
        self._offset = 0
        self._anchor = b""
        self._cleaner = LineCleaner()

    def _skip(self, size: int) -> int:
        """Jump near the end and drop what is left of the line there; returns the bytes passed over."""
        before = self._offset
        data, _ = self._files.read_at(self._path, size - READ, READ)
        self._restart()
        self._offset = size - READ
        newline = data.find(b"\n") + 1
        self._offset += newline
        self._anchor = data[:newline][-_ANCHOR:]
        return self._offset - before
