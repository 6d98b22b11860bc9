"""Words of a script as they are written, with the values of its own variables put in so that they mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...render.script.blocks import Block
from ...render.script.commands import Command, Word
from ...render.script.words import tokens

_NAME = re.compile(r"\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(\[[@*]\])?\})")
_LIVE = re.compile(r"\$(?:\w+|[@*#?$!-]|\{[^{}]*\})")
_ARRAY = re.compile(r"\((.*)\)", re.DOTALL)
_PLAIN = re.compile(r"[A-Za-z0-9_./:=,@%+^*?\[\]-]")
_LONGEST = 20_000


@dataclass(frozen=True)
class Atom:
    """A part of a value: plain text, or (`live`) an expansion that the job works out, as written."""

    text: str
    live: bool = False


Value = tuple[Atom, ...] | tuple[str, ...]
#: What the script says of its variables: the parts of a value, or the words of an array as strings.
Values = Mapping[str, Value]


def values_before(commands: Sequence[Command], found: Command, blocks: Sequence[Block], text: str) -> dict[str, Value]:
    """Variables whose value is sure where `found` stands: one that a branch, a loop or a subshell sets is not."""
    around = [block for block in blocks if block.holds(found.begin)]
    loops = [block for block in around if block.kind in ("loop", "function")]
    known: dict[str, Value] = {}
    unsure = {block.sets for block in around if block.sets}
    for command in commands:
        if command is found:
            continue
        if any(loop.holds(command.begin) for loop in loops) and command.begin > found.begin:
            unsure |= {_named(word) for word in command.assignments}
        if command.begin > found.begin or (command.words and not _declares(command)):
            continue
        sure = all(block.holds(found.begin) for block in blocks if block.holds(command.begin))
        sure = sure and not _conditional(text, command)
        # export and its like read all their words before the first of them takes effect.
        before = dict(known) if command.words else known
        for word in command.assignments:
            _assign(word, known, before, sure=sure)
    return {name: value for name, value in known.items() if name not in unsure}


def _declares(command: Command) -> bool:
    return command.name in ("export", "declare", "local", "readonly", "typeset")


def _conditional(text: str, command: Command) -> bool:
    """Whether && or || decides on it, or a pipe or & puts it into a shell of its own."""
    before, after = text[: command.begin].rstrip(" \t\\\n"), text[command.end :].lstrip(" \t")
    return before.endswith(("&&", "||", "|")) or (after.startswith(("|", "&")) and not after.startswith(("&&", "||")))


def _named(word: Word) -> str:
    return word.raw.partition("=")[0].rstrip("+")


def _assign(word: Word, known: dict[str, Value], reading: Values, *, sure: bool) -> None:
    name, _, raw = word.raw.partition("=")
    more, name = name.endswith("+"), name.rstrip("+")
    # With reading and known the same, NAME=$NAME reads the value from before.
    reading = dict(reading) if reading is known else reading
    before = known.pop(name, None)
    if not sure or (more and before is None) or len(raw) > _LONGEST:
        return
    array = _ARRAY.fullmatch(raw)
    value: Value | None = _words(array[1], reading) if array else _value(raw, reading)
    if value is None or (more and before and isinstance(before[0], Atom) is (array is not None)):
        return
    whole = (*before, *value) if more and before else value
    if sum(len(part.text if isinstance(part, Atom) else part) for part in whole) <= _LONGEST:
        known[name] = whole


def _words(body: str, known: Values) -> tuple[str, ...] | None:
    """The words of an array, each as a command could have it."""
    found = [put for token in tokens(body) if token.kind == "word" for put in put_in(token.raw, known)]
    return None if any("$(" in word or "`" in word for word in found) else tuple(found)


def _value(raw: str, known: Values) -> tuple[Atom, ...] | None:
    """What an assignment stores; None where a command works it out or part of it is not understood."""
    found: list[Atom] = []
    for part, state in _parts(raw):
        if state == "syntax":
            continue
        if state == "expansion" or state == "quoted expansion":
            if not _LIVE.fullmatch(part):
                return None
            found += _atoms(part, known) or (Atom(part, live=True),)
        else:
            found.append(Atom(_plain(part, state)))
    return tuple(found)


def _atoms(part: str, known: Values) -> tuple[Atom, ...]:
    match = _NAME.fullmatch(part)
    value = known.get(match[1] or match[2], ()) if match else ()
    return tuple(each for each in value if isinstance(each, Atom))


def _plain(part: str, state: str) -> str:
    if part.startswith("\\") and state != "single":
        return part if state == "double" and part[1:] not in '$`"\\' else part[1:]
    return part


def _parts(raw: str) -> Iterator[tuple[str, str]]:
    """Pieces of a word: (text, state); syntax, single, double, bare, expansion or quoted expansion."""
    at, double = 0, False
    while at < len(raw):
        character, end = raw[at], at + 1
        if raw.startswith("\\\n", at):
            at += 2
            continue
        if character == '"':
            double = not double
            yield '"', "syntax"
        elif character == "'" and not double:
            end = raw.find("'", at + 1)
            end = len(raw) if end < 0 else end
            yield "'", "syntax"
            yield raw[at + 1 : end], "single"
            yield "'", "syntax"
            end += 1
        elif character == "\\":
            end = at + 2
            yield raw[at:end], "double" if double else "bare"
        elif character in "$`":
            live = _LIVE.match(raw, at)
            opens = character == "`" or raw.startswith(("$(", "${", "$["), at) or (live is None and not double)
            end = live.end() if live else len(raw) if opens and raw[at:] != "$" else at + 1
            # What is no variable is taken whole: nobody looks into it.
            yield raw[at:end], "quoted expansion" if double else "expansion"
        else:
            yield character, "double" if double else "bare"
        at = end


def put_in(raw: str, known: Values, *, assigning: bool = False) -> list[str]:
    """The words that one word becomes: as written, but for variables of known value.

    `assigning` is for the right side of an assignment, where bash does not split a value.
    """
    array = _NAME.fullmatch(raw.strip('"'))
    if array and array[3]:
        words = known.get(array[2])
        if words and isinstance(words[0], str):
            return [word for word in words if isinstance(word, str)]
    if "`" in raw or "$(" in raw:
        return [raw.replace("\\\n", "")]  # refused as a whole, as it stands
    found = [""]
    for part, state in _parts(raw):
        value = _atoms(part, known) if state.endswith("expansion") else ()
        if not state.endswith("expansion") or not _is_known(part, known):
            found[-1] += part
        elif state == "quoted expansion":
            found[-1] += _in_double(value)
        elif assigning:
            found[-1] += '"' + _in_double(value) + '"' if value else ""
        else:
            first, *others = _split(value)
            found[-1] += first
            found += others
    return [word for word in found if word] if len(found) > 1 else found


def _is_known(part: str, known: Values) -> bool:
    match = _NAME.fullmatch(part)
    name = (match[1] or match[2]) if match else ""
    value = known.get(name)
    return value is not None and not (value and isinstance(value[0], str))


def _in_double(value: Sequence[Atom]) -> str:
    """The value between double quotes."""
    text = ""
    for place, atom in enumerate(value):
        if atom.live:
            after = value[place + 1].text[:1] if place + 1 < len(value) else "x"
            name = atom.text[1:]
            text += f"${{{name}}}" if name.isidentifier() and (after.isalnum() or after == "_") else atom.text
        else:
            text += re.sub(r'([\\"$`])', r"\\\1", atom.text)
    return text


def _split(value: Sequence[Atom]) -> list[str]:
    """The value without quotes around it: blanks part words, * ? and [ stay patterns, all else is plain."""
    words = [""]
    for atom in value:
        if atom.live:
            words[-1] += "${" + atom.text[1:] + "}" if atom.text[1:].isidentifier() else atom.text
            continue
        for character in atom.text:
            if character in " \t\n":
                words.append("")
            else:
                words[-1] += character if _PLAIN.fullmatch(character) else f"\\{character}"
    return words
