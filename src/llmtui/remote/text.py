"""Bytes of a log as safe lines."""

from __future__ import annotations

import codecs
import re

from ..domain.remotetext import safe_text

#: A line of a log is cut after this many characters.
LINE_CAP = 16384
_CUT = " […]"


class LineCleaner:
    """Bytes of a log in, safe lines out; how the bytes are cut into pieces makes no difference.

    A lone carriage return lets what follows overwrite the open line, as progress bars do. Memory stays bounded.
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._line = ""
        self._segment = ""
        self._length = 0

    @property
    def open_line(self) -> str:
        """The last line while its end has not come yet, as it would show now."""
        return self._visible()

    def feed(self, data: bytes) -> str:
        """The lines that these bytes complete, each with its newline."""
        lines = []
        for piece in re.split(r"(\n|\r)", self._decoder.decode(data)):
            if piece == "\n":
                lines.append(self._visible() + "\n")
                self._line = self._segment = ""
                self._length = 0
            elif piece == "\r":
                self._line = self._visible()
                self._segment = ""
                self._length = 0
            else:
                self._segment += piece[: max(0, LINE_CAP - self._length)]
                self._length += len(piece)
        return "".join(lines)

    def finish(self) -> str:
        """What is left of an unfinished last line, without a newline."""
        self._segment += self._decoder.decode(b"", final=True)
        rest = self._visible()
        self._line = self._segment = ""
        self._length = 0
        return rest

    def _visible(self) -> str:
        shown = safe_text(self._segment) + (_CUT if self._length > LINE_CAP else "")
        return shown or self._line
