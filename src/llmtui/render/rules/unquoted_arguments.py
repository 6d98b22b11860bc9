"""Arguments that fall apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..script.commands import Command, Word
from ..script.values import exposed
from .rule import Hit, Rule
from .subject import Subject

_STAR = re.compile(r"\$\*|\$\{\*(?::[^}]*)?\}")
_AT = re.compile(r"\$@|\$\{@(?::[^}]*)?\}")
#: Commands that print their words: there "$*" is right.
_PRINTING = frozenset("echo printf log logger".split())


def _check(subject: Subject) -> Iterator[Hit]:
    for command in subject.script.commands if subject.script is not None else ():
        for word in command.all_words if command.name not in _PRINTING else ():
            for what, start in _broken(word, command):
                yield Hit(what, word.line + word.raw.count("\n", 0, start))


def _broken(word: Word, command: Command) -> Iterator[tuple[str, int]]:
    read = exposed(word.raw)
    bare = exposed(word.raw, in_double=False)
    for match in _STAR.finditer(read):
        yield f"{match[0]} is split at blanks, or glued together", match.start()
    for match in _AT.finditer(read):
        if match[0] in bare[match.start() : match.end()]:
            yield f"{match[0]} without quotes is split at blanks", match.start()
        elif re.search(r"\s", word.raw[: match.start()] + word.raw[match.end() :]):
            yield f"{match[0]} inside a longer text is split when that text is read", match.start()


RULE = Rule(
    "unquoted-arguments",
    "warning",
    'The script\'s own arguments are handed on as "$@": any other way a prompt of several words falls apart.',
    'write "$@" as a word of its own; with bash -c: bash -c \'... "$@"\' job "$@"',
    _check,
)
