"""Bash text as words: where each begins and ends, quotes and all (bash manual, 3.1.1 Shell Operation, 3.1.2 Quoting).

Enough of the grammar for job scripts: quoting, continuation lines, comments, here-documents, command substitution,
arrays. Nothing is run and nothing is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_BLANK = " \t\r"
_ENDS = " \t\r\n;&|<>()"
#: Substitutions inside one another; what is deeper is read as plain characters.
_DEEPEST = 40
_ARRAY = re.compile(r"[A-Za-z_]\w*\+?=")
_DELIMITER = re.compile(r"<<(-?)[ \t]*(['\"\\]?)([\w.-]+)\2")

Kind = Literal["word", "operator", "redirect", "newline", "comment"]


@dataclass(frozen=True)
class Token:
    """`raw` as it stands in the text; `line` counts from 1; `at` is its first character's place in the text."""

    kind: Kind
    raw: str
    line: int
    at: int


def tokens(text: str, first_line: int = 1) -> Iterator[Token]:
    """Every token, comments too; what a here-document holds is left out."""
    at, line, counted = 0, first_line, 0
    bodies: list[tuple[str, bool]] = []
    while at < len(text):
        start = at = _past_blanks(text, at)
        line += text.count("\n", counted, start)
        counted = start
        if start >= len(text):
            return
        kind, at = _next(text, start)
        heredoc = _DELIMITER.match(text, start) if kind == "redirect" else None
        if heredoc is not None:
            bodies.append((heredoc[3], bool(heredoc[1])))
            at = heredoc.end()
            continue
        yield Token(kind, text[start:at], line, start)
        if kind == "newline":
            at = _past_bodies(text, at, bodies)
            bodies = []


def _past_blanks(text: str, at: int) -> int:
    while at < len(text):
        if text[at] in _BLANK:
            at += 1
        elif text.startswith("\\\n", at):
            at += 2
        else:
            break
    return at


def _next(text: str, at: int) -> tuple[Kind, int]:
    """What begins at `at`, and where it ends."""
    character = text[at]
    if character == "\n":
        return "newline", at + 1
    if character == "#":
        end = text.find("\n", at)
        return "comment", len(text) if end < 0 else end
    if character in "<>" and text[at + 1 : at + 2] != "(":
        return "redirect", _run_of(text, at, "<>&|")
    if text.startswith("&>", at):
        return "redirect", _run_of(text, at, "&>")
    if character in ";&|":
        return "operator", _run_of(text, at, ";&|")
    if character in "()":
        return "operator", at + 1
    return "word", end_of_word(text, at)


def _run_of(text: str, at: int, characters: str) -> int:
    while at < len(text) and text[at] in characters:
        at += 1
    return at


def _past_bodies(text: str, at: int, bodies: list[tuple[str, bool]]) -> int:
    """The place after the here-documents that start on the line just ended."""
    for delimiter, tabs in bodies:
        while at < len(text):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            line = text[at:end]
            at = end + 1
            if (line.lstrip("\t") if tabs else line) == delimiter:
                break
    return min(at, len(text))


def end_of_word(text: str, at: int) -> int:
    """Where the word that begins at `at` ends; an open quote runs to the end of the text."""
    start = at
    while at < len(text):
        character = text[at]
        if character == "(" and _ARRAY.fullmatch(text, start, at):
            at = _balanced(text, at, "(", ")")
        elif character in "<>" and text[at + 1 : at + 2] == "(" and at == start:
            at = _balanced(text, at + 1, "(", ")")
        elif character in _ENDS:
            break
        else:
            at = _step(text, at)
    return at


def _step(text: str, at: int, depth: int = 0) -> int:
    """Past one character, or past the quoted or substituted part that begins with it."""
    if depth > _DEEPEST:
        return at + 1
    character = text[at]
    if character == "\\":
        return min(at + 2, len(text))
    if character == "'":
        end = text.find("'", at + 1)
        return len(text) if end < 0 else end + 1
    if character == '"':
        return _double(text, at, depth + 1)
    if character == "`":
        end = text.find("`", at + 1)
        return len(text) if end < 0 else end + 1
    if text.startswith("$(", at):
        return _balanced(text, at + 1, "(", ")", depth + 1)
    if text.startswith("${", at):
        return _balanced(text, at + 1, "{", "}", depth + 1)
    return at + 1


def _double(text: str, at: int, depth: int) -> int:
    at += 1
    while at < len(text):
        if text[at] == '"':
            return at + 1
        at = at + 1 if text[at] == "'" else _step(text, at, depth)
    return at


def _balanced(text: str, at: int, opening: str, closing: str, depth: int = 0) -> int:
    open_now = 0
    while at < len(text):
        if text[at] == opening:
            open_now += 1
        elif text[at] == closing:
            open_now -= 1
            if open_now == 0:
                return at + 1
        else:
            at = _step(text, at, depth)
            continue
        at += 1
    return at
