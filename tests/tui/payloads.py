"""Text that other users of a cluster may write to take over a terminal, and how to find it in what a terminal got."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Escape sequences and controls, each between two marks that are seen when it is not.
_CONTROLS = {
    "osc 52 clipboard, BEL": "\x1b]52;c;SU5K\x07",
    "osc 52 clipboard, ST": "\x1b]52;p;SU5K\x1b\\",
    "osc 0 title": "\x1b]0;INJ\x07",
    "osc 2 title": "\x1b]2;INJ\x1b\\",
    "osc 4 palette": "\x1b]4;1;rgb:00/00/00\x07",
    "osc 7 folder": "\x1b]7;file://INJ/\x07",
    "osc 8 link": "\x1b]8;;http://inj.example/\x1b\\INJ\x1b]8;;\x1b\\",
    "osc 9 notification": "\x1b]9;INJ\x07",
    "osc 10 colour query": "\x1b]10;?\x07",
    "osc 133 prompt": "\x1b]133;A\x07",
    "osc 1337 file": "\x1b]1337;File=inline=1:SU5K\x07",
    "osc without an end": "\x1b]0;INJ",
    "csi clear": "\x1b[2J",
    "csi home": "\x1b[H",
    "csi erase line": "\x1b[2K",
    "csi main screen": "\x1b[?1049l",
    "csi mouse off": "\x1b[?1000l",
    "csi report place": "\x1b[6n",
    "csi report device": "\x1b[c",
    "csi report title": "\x1b[21t",
    "csi scroll region": "\x1b[1;2r",
    "csi insert mode": "\x1b[4h",
    "csi media copy": "\x1b[5i",
    "csi colour": "\x1b[31;41m",
    "csi without an end": "\x1b[",
    "dcs request": "\x1bP$qm\x1b\\",
    "dcs sixel": "\x1bPq#0;2;0;0;0#0~~\x1b\\",
    "dcs tmux": "\x1bPtmux;\x1b\x1b[2J\x1b\\",
    "apc kitty": "\x1b_Ga=T,f=24;SU5K\x1b\\",
    "pm": "\x1b^INJ\x1b\\",
    "sos": "\x1bXINJ\x1b\\",
    "esc reset": "\x1bc",
    "esc alignment": "\x1b#8",
    "esc charset": "\x1b(0",
    "c1 csi": "\x9b2J",
    "c1 osc": "\x9d0;INJ\x9c",
    "c1 dcs": "\x90$qm\x9c",
    "c1 next line": "\x85",
    "bel and backspace": "\x07\x08\x08\x08",
    "shift out, delete": "\x0e\x7f\x0f",
    "feeds": "a\nb\r\nc\x0bd\x0ce\u2028f",
    "carriage return": "\rover",
    "record marks": "|\x1e\x1f\x00|",
    "bidi": "\u202egnp.\u202c\u2066x\u2069\u061c",
    "zero width": "\u200b\u200d\ufeff\u2060",
    "tags": "\U000e0041\U000e0042\U000e007f",
    "lone surrogates": "\udc9b\ud83d",
    "nested": "\x1b\x1b[[2J\x1b[\x1b]0;INJ\x07H",
}
#: Not a control among them: markup, and a text without end.
_PLAIN = {
    "markup that does not close": "job[/oops]",
    "action": "[@click=app.quit]x[/]",
    "style": "[bold red]$accent[/]",
    "link": "[link=http://inj.example]x[/link]",
    "very long": "x" * 4000,
    "wide": "名前" * 30,
}


@dataclass(frozen=True)
class Payload:
    """`text` stands between `mark` and `end`, which are on the screen where the text is."""

    name: str
    mark: str
    end: str
    text: str
    control: bool


def _payload(number: int, name: str, body: str, control: bool) -> Payload:
    mark, end = f"V{number:02d}", f"INJ{number:02d}"
    return Payload(name, mark, end, f"{mark}{body}{end}", control)


PAYLOADS = tuple(
    [_payload(number, name, body, True) for number, (name, body) in enumerate(_CONTROLS.items())]
    + [_payload(number, name, body, False) for number, (name, body) in enumerate(_PLAIN.items(), len(_CONTROLS))]
)

_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"
    r"|\x1b[\]PX^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
    r"|[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def shape(sequence: str) -> str:
    """What a sequence does: colours and places without their figures, strings by their first letters."""
    if sequence.startswith("\x1b[") and sequence[-1] in "mH":
        return "\x1b[" + ("#" if re.fullmatch(r"\x1b\[[0-9;]+[mH]", sequence) else sequence[2:-1]) + sequence[-1]
    return sequence if sequence.startswith("\x1b[") else sequence[:6]


def shapes(raw: bytes) -> set[str]:
    """Every kind of sequence and control in what a terminal got; bytes that are no UTF-8 are surrogates."""
    return {shape(found) for found in _SEQUENCE.findall(raw.decode("utf-8", "surrogateescape"))}


def leaks(raw: bytes, own: set[str]) -> dict[str, str]:
    """Payloads that came through, by their names, with what of them did; `own` are the shapes that the app makes.

    A payload came through when the text that holds its control is in the output as it was written, or when a kind of
    sequence is there that the app does not make.
    """
    text = raw.decode("utf-8", "surrogateescape")
    found = {}
    for payload in PAYLOADS:
        if payload.control:
            body = payload.text[len(payload.mark) :]
            first = _SEQUENCE.search(body)
            assert first is not None, payload.name
            if body.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape") in text:
                found[payload.name] = "as it was written"
    for kind in shapes(raw) - own:
        owner = next(
            (p.name for p in PAYLOADS if kind in {shape(s) for s in _SEQUENCE.findall(p.text)}), "of no payload"
        )
        found.setdefault(owner, repr(kind))
    return found
