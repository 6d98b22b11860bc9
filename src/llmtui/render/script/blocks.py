"""Compound commands of a script: loops, conditions, functions and groups (bash manual, 3.2.5 Compound Commands)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .words import Token

_OPENING = {"for": "loop", "select": "loop", "while": "loop", "until": "loop", "if": "if", "case": "case"}
_CLOSING = {"done": "loop", "fi": "if", "esac": "case", "}": "group"}
#: Words after which a command begins.
_BEFORE = frozenset("if then elif else while until do ! time {".split())
_HEADS_END = frozenset(("do", "then", "in"))
_NAME = re.compile(r"[A-Za-z_]\w*")


@dataclass
class Block:
    """The part of the text from `begin` up to `end` that runs under one head; each branch of an if is one.

    `kind` is loop, if, case, group (braces), subshell or function. `sets` names the variable of a for loop. `marks`
    are the places and lengths of its words that are no commands: for, do, done and the like, and the head.
    """

    kind: str
    head: str
    line: int
    begin: int
    end: int
    sets: str = ""
    marks: list[tuple[int, int]] = field(default_factory=list)

    def holds(self, at: int) -> bool:
        """Whether a place in the text stands inside."""
        return self.begin <= at < self.end


def blocks(parts: Iterable[Token], text: str) -> tuple[Block, ...]:
    """Every block, in the order in which they begin; one that is never closed runs to the end of the text."""
    found = [token for token in parts if token.kind not in ("comment", "redirect")]
    return tuple(_Reader(found, text).read())


class _Reader:
    def __init__(self, found: Sequence[Token], text: str) -> None:
        self._tokens, self._text = found, text
        self._blocks: list[Block] = []
        self._open: list[Block] = []
        self._first = True  # where a command may begin

    def read(self) -> list[Block]:
        for place, token in enumerate(self._tokens):
            if token.kind == "word":
                self._word(place, token)
            elif token.raw in ("(", ")"):
                self._bracket(place, token)
                self._first = True
            else:
                self._first = True
        return self._blocks

    def _word(self, place: int, token: Token) -> None:
        word, first = token.raw, self._first
        inside = self._open[-1] if self._open else None
        self._first = first and word in _BEFORE
        if inside is not None and inside.kind == "case" and word == "in":
            self._first = True
        if not first:
            return
        if word in _OPENING:
            self._start(_OPENING[word], place)
        elif word == "{":
            self._start("group", place)
        elif word in ("else", "elif") and inside is not None and inside.kind == "if":
            self._branch(place, inside)
        elif word in _CLOSING and inside is not None and inside.kind in (_CLOSING[word], "function"):
            self._close(token)
        elif word in ("then", "do") and inside is not None:
            inside.marks.append((token.at, len(word)))

    def _start(self, kind: str, place: int) -> None:
        token = self._tokens[place]
        head_end = self._head_end(place) if kind in ("loop", "if", "case") else token.at + len(token.raw)
        head = " ".join(self._text[token.at : head_end].replace("\\\n", " ").split()).rstrip("; ")
        sets = ""
        if token.raw in ("for", "select") and place + 1 < len(self._tokens):
            named = self._tokens[place + 1].raw
            sets = named if _NAME.fullmatch(named) else ""
        if kind == "group" and self._names_function(place):
            name = self._tokens[place - 3 if self._tokens[place - 1].raw == ")" else place - 1]
            block = Block("function", f"function {name.raw}", name.line, name.at, len(self._text))
            block.marks.append((name.at, token.at + 1 - name.at))
        else:
            block = Block(kind, head, token.line, token.at, len(self._text), sets)
            whole = token.raw in ("for", "select", "case")
            block.marks.append((token.at, (head_end - token.at) if whole else len(token.raw)))
        self._blocks.append(block)
        self._open.append(block)

    def _names_function(self, place: int) -> bool:
        before = [token.raw for token in self._tokens[max(0, place - 3) : place] if token.kind != "newline"]
        return before[-2:] == ["(", ")"] or before[-2:-1] == ["function"]

    def _head_end(self, place: int) -> int:
        for token in self._tokens[place + 1 :]:
            if (
                token.kind == "word"
                and token.raw in _HEADS_END
                and not (token.raw == "in" and self._tokens[place].raw != "case")
            ):
                return token.at + (2 if token.raw == "in" else 0)
        return len(self._text)

    def _branch(self, place: int, inside: Block) -> None:
        """else and elif: the branch before ends, the next one begins."""
        token = self._tokens[place]
        inside.end = token.at
        self._open.pop()
        if token.raw == "elif":
            self._start("if", place)
            return
        first = inside.head.removeprefix("else of ")
        block = Block("if", f"else of {first}", token.line, token.at, len(self._text), marks=[(token.at, 4)])
        self._blocks.append(block)
        self._open.append(block)

    def _close(self, token: Token) -> None:
        block = self._open.pop()
        block.marks.append((token.at, len(token.raw)))
        block.end = token.at + len(token.raw)

    def _bracket(self, place: int, token: Token) -> None:
        inside = self._open[-1] if self._open else None
        after = self._tokens[place + 1].raw if place + 1 < len(self._tokens) else ""
        if token.raw == "(":
            if after == ")":
                return  # NAME()
            self._start("subshell", place)
        elif inside is not None and inside.kind == "subshell":
            self._close(token)
