"""What no other reader has accounted for: loops, conditions, pipes, here-documents, anything else that stands there."""

from __future__ import annotations

import re

from ...render.script.words import tokens
from ...render.scriptfile import ScriptFile
from .command import Found
from .report import Report

_SILENT = re.compile(r"[\s;\\]*")
_WHY = {
    "&": "job.sh waits for the command",
    "|": "the output of the command goes into the job's log, through no other program",
    "&&": "what is joined to the command is not carried over",
    "||": "what is joined to the command is not carried over",
}
_JOINED = re.compile(r"(?:&&|\|\|?|\s)+")
_AROUND = "the command is carried over without it"
_SHELL = "the shell around the command is not carried over"


def remains(script: ScriptFile, found: Found, report: Report) -> None:
    """List every part of the script that is no comment, no directive and no command that is listed already."""
    text = list(script.text)
    for start, end in _accounted(script):
        _blank(text, start, end)
    for block in found.blocks:
        if block.kind not in ("group", "subshell", "function") or not block.holds(found.command.begin):
            why = _AROUND if block.holds(found.command.begin) and found.text is not None else _SHELL
            report.leave(block.line, block.head, why)
        else:
            shown = block.head if block.kind == "function" else f"a {block.kind} around the command"
            report.leave(block.line, shown, _AROUND if found.text is not None else _SHELL)
        for at, length in block.marks:
            _mark(text, script, block.line, at, length, report)
    taken = {number for number, _ in script.body}
    for number, line in enumerate("".join(text).split("\n"), 1):
        if number in taken and not _SILENT.fullmatch(line):
            rest = " ".join(line.split()).strip("; ")
            why = _WHY["&&"] if _JOINED.fullmatch(rest) else _SHELL
            report.leave(number, rest, _WHY.get(rest, why))


def _accounted(script: ScriptFile) -> list[tuple[int, int]]:
    spans = [(command.begin, command.end) for command in script.commands]
    return spans + [(each.at, each.at + len(each.raw)) for each in tokens(script.text) if each.kind == "comment"]


def _mark(text: list[str], script: ScriptFile, head_line: int, at: int, length: int, report: Report) -> None:
    """A word of a block: it is listed with its own line where that is not its head's."""
    line = script.text.count("\n", 0, at) + 1
    for offset, part in enumerate(script.text[at : at + length].split("\n")):
        if line + offset != head_line and part.strip(" ;\\"):
            report.leave(line + offset, part.strip(" ;"), f"belongs to line {head_line}")
    _blank(text, at, at + length)


def _blank(text: list[str], start: int, end: int) -> None:
    text[start:end] = ["\n" if character == "\n" else " " for character in text[start:end]]
