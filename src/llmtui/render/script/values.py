"""What words mean before anything runs: quotes taken off, variables of known value put in, sums worked out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .words import tokens

_VARIABLE = re.compile(r"\$(?:([A-Za-z_]\w*|\d|[*@#?$!])|\{([A-Za-z_]\w*)(?:\[[@*]\])?(?::?-([^{}]*))?\})")
_ALONE = re.compile(
    r"\$([A-Za-z_]\w*)|\$\{([A-Za-z_]\w*)\}|\"\$\{([A-Za-z_]\w*)\[[@*]\]\}\"|\$\{([A-Za-z_]\w*)\[[@*]\]\}"
)
#: Nobody writes longer sums or larger numbers; hostile text may not cost time.
_SUM = re.compile(r"\$\(\((.{0,200}?)\)\)|\$\(\s*expr\s+([^()]{0,200})\)|`\s*expr\s+([^`]{0,200})`", re.DOTALL)
_DIGITS, _BRACKETS = 12, 20
_TERM = re.compile(r"\s*(?:(\d+)|\$?\{?([A-Za-z_]\w*)\}?|(.))", re.DOTALL)


def expand(raw: str, known: Mapping[str, str]) -> str:
    """The word's text: quotes and escapes taken off, known variables and sums put in, anything else left as it is."""
    found: list[str] = []
    at, quoted = 0, False
    while at < len(raw):
        character = raw[at]
        if character == '"':
            quoted, at = not quoted, at + 1
        elif character == "'" and not quoted:
            end = raw.find("'", at + 1)
            end = len(raw) if end < 0 else end
            found.append(raw[at + 1 : end])
            at = end + 1
        elif character == "\\":
            found.append(_escaped(raw[at : at + 2], quoted=quoted))
            at += 2
        elif character in "$`":
            text, at = _substituted(raw, at, known)
            found.append(text)
        else:
            found.append(character)
            at += 1
    return "".join(found)


def _escaped(pair: str, *, quoted: bool) -> str:
    if pair == "\\\n":
        return ""
    return pair if quoted and pair[1:] not in '$`"\\' else pair[1:]


def _substituted(raw: str, at: int, known: Mapping[str, str]) -> tuple[str, int]:
    summed = _SUM.match(raw, at)
    if summed is not None:
        number = evaluate(next(part for part in summed.groups() if part is not None), known)
        return (summed[0] if number is None else str(number)), summed.end()
    variable = _VARIABLE.match(raw, at)
    if variable is None:
        return raw[at], at + 1
    name = variable[1] or variable[2]
    if name in known:
        return known[name], variable.end()
    default = variable[3]
    return (variable[0] if default is None else expand(default, known)), variable.end()


def split(raw: str, known: Mapping[str, str]) -> list[str]:
    """The words that one word becomes: a variable of known value that stands alone falls apart at blanks."""
    alone = _ALONE.fullmatch(raw)
    name = next((part for part in alone.groups() if part), "") if alone else ""
    if name not in known:
        return [expand(raw, known)]
    return [expand(token.raw, known) for token in tokens(known[name]) if token.kind == "word"]


def number(text: str, known: Mapping[str, str]) -> int | None:
    """The whole number that a word comes to, None where that is not known before the job runs."""
    return evaluate(expand(text, known), known)


def evaluate(text: str, known: Mapping[str, str]) -> int | None:
    """A sum over whole numbers and variables: + - * / % and brackets, as in $(( )) and expr."""
    terms = _terms(text.replace("\\", ""), known)
    if terms is None:
        return None
    value, rest = _sum(terms)
    return value if not rest else None


def _terms(text: str, known: Mapping[str, str]) -> list[str] | None:
    """Numbers and operators; None for a variable of unknown value or anything else."""
    terms: list[str] = []
    for match in _TERM.finditer(text.strip()):
        word = match[1] or known.get(match[2] or "", "") or match[3] or ""
        whole = word.isascii() and word.isdigit() and len(word) <= _DIGITS
        if not (whole or word in ("+", "-", "*", "/", "%", "(", ")")):
            return None
        terms.append(word)
    return terms if terms.count("(") <= _BRACKETS else None


def _sum(terms: list[str]) -> tuple[int | None, list[str]]:
    value, rest = _product(terms)
    while value is not None and rest and rest[0] in "+-":
        other, after = _product(rest[1:])
        if other is None:
            return None, after
        value, rest = (value + other if rest[0] == "+" else value - other), after
    return value, rest


def _product(terms: list[str]) -> tuple[int | None, list[str]]:
    value, rest = _atom(terms)
    while value is not None and rest and rest[0] in "*/%":
        other, after = _atom(rest[1:])
        if other is None or (other == 0 and rest[0] != "*"):
            return None, after
        value = value * other if rest[0] == "*" else value // other if rest[0] == "/" else value % other
        rest = after
    return value, rest


def _atom(terms: list[str]) -> tuple[int | None, list[str]]:
    if not terms:
        return None, []
    if terms[0] == "(":
        value, rest = _sum(terms[1:])
        return (value, rest[1:]) if rest[:1] == [")"] else (None, rest)
    return (int(terms[0]), terms[1:]) if terms[0].isdigit() else (None, terms)


def exposed(raw: str, *, in_double: bool = True) -> str:
    """The word with what bash does not touch blanked out, each character in its place: 'single' parts, escaped ones.

    With `in_double` False the "double" parts are blanked out as well.
    """
    kept = list(raw)
    at, quoted = 0, False
    while at < len(raw):
        character = raw[at]
        if character == '"':
            quoted = not quoted
        elif character == "\\":
            kept[at : at + 2] = _blank(raw[at : at + 2])
            at += 1
        elif character == "'" and not quoted:
            end = raw.find("'", at + 1)
            end = len(raw) - 1 if end < 0 else end
            kept[at : end + 1] = _blank(raw[at : end + 1])
            at = end
        elif quoted and not in_double:
            kept[at] = "\n" if character == "\n" else " "
        at += 1
    return "".join(kept)


def _blank(text: str) -> str:
    return "".join("\n" if character == "\n" else " " for character in text)
