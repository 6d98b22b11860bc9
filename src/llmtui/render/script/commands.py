"""Simple commands of a script: assignments and words, each with its line (bash manual, 3.2.2 Simple Commands)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .words import Token

_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*\+?=")
#: Words that stand before a command without being one.
_RESERVED = frozenset("if then elif else fi while until do done ! time { }".split())
#: Words whose command is a list of patterns or values, not something that runs. `for NAME in WORDS` is kept all the
#: same, under the name "for": its words are expanded as a command's are.
_HEADS = frozenset("for select case esac in".split())
_DECLARING = frozenset("export declare local readonly typeset".split())


@dataclass(frozen=True)
class Word:
    """One shell word as written, the line where it begins, and its place in the text."""

    raw: str
    line: int
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Command:
    """One simple command; `function` names the function that it is part of, "" outside of any.

    It takes the text from `begin` up to `end`, redirections and all; `redirections` holds those as written.
    """

    line: int
    assignments: tuple[Word, ...]
    words: tuple[Word, ...]
    function: str = ""
    begin: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    redirections: tuple[str, ...] = field(default=(), compare=False)

    @property
    def name(self) -> str:
        """The first word as written, "" for bare assignments."""
        return self.words[0].raw if self.words else ""

    @property
    def all_words(self) -> tuple[Word, ...]:
        """Assignments and words, in the order written."""
        return (*self.assignments, *self.words)


def commands(parts: Iterable[Token]) -> tuple[Command, ...]:
    """Every simple command of a text's tokens, in the order written."""
    return tuple(_Builder().build(parts))


class _Builder:
    def __init__(self) -> None:
        self._words: list[Word] = []
        self._ends = 0
        self._redirected = False
        self._defined = ""
        self._groups: list[str] = []
        self._redirections: list[str] = []
        self._last = 0

    def build(self, found: Iterable[Token]) -> Iterator[Command]:
        for token in found:
            if token.kind == "comment":
                continue
            if token.kind == "word":
                self._word(token)
                continue
            if token.kind == "redirect":
                self._redirect(token)
                continue
            self._redirected = False
            if token.raw == "(" and len(self._words) == 1 and self._ends == token.at:
                self._defined, self._words = self._words[0].raw, []
            yield from self._flush()
        yield from self._flush()

    def _word(self, token: Token) -> None:
        self._last = token.at + len(token.raw)
        if self._redirected:
            self._redirected = False
            self._redirections[-1] += token.raw if self._redirections[-1].endswith("&") else f" {token.raw}"
            return
        self._words.append(Word(token.raw, token.line, token.at))
        self._ends = self._last

    def _redirect(self, token: Token) -> None:
        before = ""
        if self._words and self._words[-1].raw.isdigit() and self._ends == token.at:
            before = self._words.pop().raw
        self._redirections.append(before + token.raw)
        self._last = token.at + len(token.raw)
        self._redirected = True

    def _flush(self) -> Iterator[Command]:
        words, self._words = self._words, []
        redirections, self._redirections = tuple(self._redirections), []
        if len(words) > 1 and words[0].raw == "function":
            self._defined, words = words[1].raw, words[2:]
        while words and words[0].raw in _RESERVED:
            self._group(words[0].raw)
            words = words[1:]
        if words and words[0].raw == "for" and [word.raw for word in words[2:3]] == ["in"]:
            yield Command(words[0].line, (), tuple(words), next((name for name in self._groups if name), ""))
            return
        if not words or words[0].raw in _HEADS:
            return
        first = next((place for place, word in enumerate(words) if not _ASSIGNMENT.match(word.raw)), len(words))
        assigned, rest = words[:first], words[first:]
        if rest and rest[0].raw in _DECLARING:
            assigned = [*assigned, *(word for word in rest[1:] if _ASSIGNMENT.match(word.raw))]
        function = next((name for name in self._groups if name), "")
        yield Command(words[0].line, tuple(assigned), tuple(rest), function, words[0].at, self._last, redirections)

    def _group(self, word: str) -> None:
        """Note the beginning or the end of braces, and whose body they hold."""
        if word == "{":
            self._groups.append(self._defined)
            self._defined = ""
        elif word == "}" and self._groups:
            self._groups.pop()
