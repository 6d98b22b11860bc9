"""Every character beyond ASCII that the app draws with, and what stands in where the locale cannot show them."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

#: Set to 1 to draw with ASCII only, to 0 to draw with Unicode whatever the locale says.
ASCII_VARIABLE = "LLMTUI_ASCII"
#: What Python sets LC_CTYPE to when it finds the C locale (PEP 538).
_COERCED = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})


@dataclass(frozen=True)
class Glyphs:
    """One set of drawing characters, each one cell wide."""

    ascii: bool
    left_cap: str
    right_cap: str
    empty: str
    full: str
    capacity: str
    rule: str
    band: str
    horizontal: str
    vertical: str
    on: str
    off: str
    checked: str
    unchecked: str
    drop: str
    changed: str
    #: Stands behind the name of a file that was edited by hand.
    edited: str
    #: Stands for one character that cannot be shown.
    hidden: str
    good: str
    bad: str
    warn: str
    note: str
    dot: str
    times: str
    down: str
    up: str
    flat: str
    ellipsis: str
    cursor: str
    #: Half-open circle, filled triangle and so on: one mark for each kind of state.
    waiting: str
    running: str
    ended: str
    stopped: str
    unclear: str


UNICODE = Glyphs(
    ascii=False,
    left_cap="▐",
    right_cap="▌",
    empty="·",
    full="█",
    capacity="┃",
    rule="╎",
    band="░",
    horizontal="─",
    vertical="│",
    on="●",
    off="○",
    checked="[x]",
    unchecked="[ ]",
    drop="▾",
    changed="▌",
    edited="*",
    hidden="\N{REPLACEMENT CHARACTER}",
    good="✓",
    bad="✗",
    warn="▲",
    note="·",
    dot="·",
    times="×",
    down="↓",
    up="↑",
    flat="→",
    ellipsis="…",
    cursor="▸",
    waiting="◌",
    running="►",
    ended="✓",
    stopped="■",
    unclear="?",
)

ASCII = Glyphs(
    ascii=True,
    left_cap="[",
    right_cap="]",
    empty=".",
    full="#",
    capacity="|",
    rule=":",
    band="~",
    horizontal="-",
    vertical="|",
    on="(o)",
    off="( )",
    checked="[x]",
    unchecked="[ ]",
    drop="v",
    changed="|",
    edited="*",
    hidden="?",
    good="ok",
    bad="x",
    warn="!",
    note="-",
    dot="-",
    times="x",
    down="v",
    up="^",
    flat=">",
    ellipsis="~",
    cursor=">",
    waiting=".",
    running=">",
    ended="+",
    stopped="#",
    unclear="?",
)


def wants_ascii(environment: Mapping[str, str] | None = None, encoding: str | None = None) -> bool:
    """Whether to draw with ASCII: LLMTUI_ASCII decides, else the locale's name, else the terminal's encoding.

    The name comes first because Python itself talks UTF-8 in the C locale (PEP 538, PEP 540).
    """
    variables = os.environ if environment is None else environment
    asked = variables.get(ASCII_VARIABLE)
    if asked in {"0", "1"}:
        return asked == "1"
    if _locale_name(variables) in {"C", "POSIX"}:
        return True
    spoken = encoding or getattr(sys.__stdout__, "encoding", None) or locale.getpreferredencoding(False)
    return spoken.lower().replace("-", "").replace("_", "") not in {"utf8", "utf8sig"}


def _locale_name(variables: Mapping[str, str]) -> str:
    """The locale for characters as the user set it, before Python coerced C to a UTF-8 one."""
    name = variables.get("LC_ALL") or variables.get("LC_CTYPE") or variables.get("LANG") or ""
    coerced = not variables.get("LC_ALL") and name in _COERCED
    return variables.get("LANG", "") if coerced else name


def plain_text(text: str, glyphs: Glyphs) -> str:
    """Our own words with the few signs they use (multiplication, dashes, dots) written as the glyph set can."""
    if not glyphs.ascii or text.isascii():
        return text
    for sign, word in (("×", "x"), ("→", "->"), ("…", "..."), ("·", "-"), ("±", "+/-"), ("≤", "<="), ("–", "-")):
        text = text.replace(sign, word)
    return text.encode("ascii", "replace").decode()


def with_arrows(text: str, glyphs: Glyphs) -> str:
    """Words of the command line, whose arrows are "->", as the glyph set draws them."""
    return plain_text(text.replace("->", "→"), glyphs)
