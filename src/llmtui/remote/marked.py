"""One stream of a shell as it comes, cut out between the marks of a framed script; memory stays bounded."""

from __future__ import annotations

from .framing import begin_mark, end_mark
from .transport import OUTPUT_CAP


class Marked:
    """Takes bytes until the line of the end mark is whole; of what lies between the marks `cap` bytes are kept."""

    def __init__(self, nonce: str, cap: int | None = None) -> None:
        self._begin, self._end = begin_mark(nonce), end_mark(nonce)
        self._cap = OUTPUT_CAP if cap is None else cap
        self._begun = False
        self._body = bytearray()
        self._held = b""
        self._closing = b""
        self.truncated = False

    @property
    def ended(self) -> bool:
        """Whether the end mark has come."""
        return bool(self._closing)

    def feed(self, data: bytes) -> None:
        """What came, in pieces of any size; nothing is taken after the end mark."""
        if self.ended:
            return
        data = self._held + data
        if not self._begun:
            at = data.find(self._begin)
            if at < 0:
                self._held = data[-(len(self._begin) - 1) :]
                return
            self._begun = True
            data = data[at + len(self._begin) :]
        self._take(data)

    def whole(self) -> bytes:
        """Both marks, as far as they came, with what was kept between them: for framing.read."""
        if not self._begun:
            return b""
        body = bytes(self._body) + (b"" if self.ended else self._held)
        return self._begin + body + self._closing

    def _take(self, data: bytes) -> None:
        at = data.find(self._end)
        line = data.find(b"\n", at) if at >= 0 else -1
        if line >= 0:
            self._keep(data[:at])
            self._closing = data[at : line + 1]
            return
        # What may be the beginning of the end mark waits for the rest.
        cut = at if at >= 0 else max(0, len(data) - len(self._end) + 1)
        self._keep(data[:cut])
        self._held = data[cut:]

    def _keep(self, data: bytes) -> None:
        room = self._cap - len(self._body)
        self._body += data[:room]
        self.truncated = self.truncated or len(data) > room
