"""Remote text made safe for a screen: no escape sequence, control or direction override survives.

Whatever a cluster sends can come from other users: job names, reasons, error texts, log lines.
"""

from __future__ import annotations

import codecs
import re

#: A line of a log is cut after this many characters.
LINE_CAP = 16384
_CUT = " […]"

#: ECMA-48: CSI, then OSC/DCS/SOS/PM/APC strings with their end, then the short sequences; 8-bit forms too. String
#: payloads exclude control characters, which keeps the search linear.
_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-Z\\^-~]"
)
#: C0 but tab, DEL, C1; zero-width and direction controls; line separators; byte order mark; tags; lone surrogates.
_CONTROL = re.compile(
    r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def safe_text(text: str) -> str:
    """One line's worth of text without escape sequences and controls; tabs become blanks. Idempotent."""
    if text.isascii() and text.isprintable():
        return text
    # No ESC and no 8-bit introducer is left after the second pass, so no new sequence can have come together.
    plain = _CONTROL.sub("", _ESCAPE.sub("", text).replace("\t", "    "))
    return _SURROGATE.sub("\ufffd", plain)


def safe_line(text: str) -> str:
    """Text of any kind as one safe line: line ends become blanks."""
    if text.isascii() and text.isprintable():
        return text
    return safe_text(re.sub(r"[\r\n\v\f\x85\u2028\u2029]+", " ", text))


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
