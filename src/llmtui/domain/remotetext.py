"""Text that came from a cluster: a type of its own, and how it is made safe for a screen.

Whatever a cluster sends can come from other users: job names, reasons, error texts, log lines. No escape sequence,
control or direction override survives, and no access token.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .secrets import redact

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
    """One line's worth of text without escape sequences, controls and tokens; tabs become blanks. Idempotent."""
    if text.isascii() and text.isprintable():
        return redact(text)
    # No ESC and no 8-bit introducer is left after the second pass, so no new sequence can have come together.
    plain = _CONTROL.sub("", _ESCAPE.sub("", text).replace("\t", "    "))
    # Last, for a token may have been cut up by what is gone now.
    return redact(_SURROGATE.sub("\ufffd", plain))


def safe_line(text: str) -> str:
    """Text of any kind as one safe line: line ends become blanks."""
    if text.isascii() and text.isprintable():
        return redact(text)
    return safe_text(re.sub(r"[\r\n\v\f\x85\u2028\u2029]+", " ", text))


@dataclass(frozen=True)
class RemoteText:
    """Text as a cluster sent it. It is no str, so it reaches a screen, a log or a message only by way of line().

    `raw` is for parsers that check what they read, and for nothing else.
    """

    raw: str

    def line(self, most: int = 400) -> str:
        """All of it as one safe line of at most `most` characters."""
        text = safe_line(self.raw.strip())
        return text if len(text) <= most else text[: most - 1] + "…"

    def lines(self) -> list[str]:
        """Its lines, each safe; empty ones are left out."""
        return [safe for line in re.split(r"[\r\n]+", self.raw) if (safe := safe_text(line).strip())]

    def __bool__(self) -> bool:
        return bool(self.raw)

    def __repr__(self) -> str:
        return f"RemoteText({len(self.raw)} characters)"
