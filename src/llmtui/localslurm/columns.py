"""Output of squeue and sinfo: %-formats, and fields cut and padded by bytes (a name may be cut within a character)."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"%+(\.?)(\d*)([^%])([^%]*)", re.DOTALL)


@dataclass(frozen=True)
class Token:
    """One %-field: width in bytes (0 is as wide as needed), whether justified to the right, the text after it."""

    letter: str
    width: int = 0
    right: bool = False
    after: str = ""

    def text(self, value: str) -> bytes:
        """The value in its width, and what follows it."""
        return fit(value, self.width, right=self.right) + encode(self.after)


def encode(text: str) -> bytes:
    """The bytes of a text that may hold undecodable ones."""
    return text.encode("utf-8", "surrogateescape")


def emit(line: bytes) -> None:
    """Write one line to stdout."""
    sys.stdout.buffer.write(line + b"\n")


def fit(text: str, width: int, *, right: bool = False) -> bytes:
    """Exactly `width` bytes; 0 is as long as it is."""
    data = encode(text)
    if width <= 0:
        return data
    return data.rjust(width)[:width] if right else data[:width].ljust(width)


def parse_format(text: str, known: Mapping[str, object], complaint: str) -> list[Token]:
    """The fields of a format, and text before the first one as a token without a field.

    A letter that stands for nothing is complained about and printed as it is, as Slurm does.
    """
    prefix = text.partition("%")[0]
    tokens = [Token("", after=prefix)] if prefix else []
    for match in _TOKEN.finditer(text):
        dot, width, letter, after = match.groups()
        if letter in known:
            tokens.append(Token(letter, int(width or 0), bool(dot), after))
        else:
            sys.stderr.write(f"{complaint}: {letter}\n")
            tokens.append(Token("", after=match[0]))
    return tokens


def render(tokens: list[Token], value: Callable[[str], str]) -> bytes:
    """One line, `value` giving the text for each letter."""
    return b"".join(token.text(value(token.letter) if token.letter else "") for token in tokens)
