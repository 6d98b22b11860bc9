"""Command words the way getopt_long reads them: short, long, `--name=value`, `--name value`, abbreviations.

A table is text, one option a word: `job-name|J=` takes a value, `exclusive=?` may have one after `=`, `hold|H` has
none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .errors import CommandError


@dataclass(frozen=True)
class Option:
    """`value` is "none", "needed" or "optional"."""

    name: str
    short: str
    value: str


@dataclass(frozen=True)
class Words:
    """Options in the order given, each with its value ("" if it has none), and the other words."""

    options: tuple[tuple[str, str], ...]
    rest: tuple[str, ...]

    def last(self, name: str) -> str | None:
        """The value that counts: the last one given; None when the option is absent."""
        return next((value for key, value in reversed(self.options) if key == name), None)

    def has(self, name: str) -> bool:
        """Whether the option was given at all."""
        return any(key == name for key, _ in self.options)


def table(text: str) -> dict[str, Option]:
    """Options by long name, from the words of a table."""
    found = (_option(word) for word in text.split())
    return {option.name: option for option in found}


def parse(command: str, known: dict[str, Option], words: Sequence[str], *, mixed: bool = True, code: int = 1) -> Words:
    """Read words; `mixed` False stops at the first that is no option. Raises CommandError with `code`."""
    return _Reader(command, known, list(words), code).read(mixed=mixed)


def _option(word: str) -> Option:
    value = "optional" if word.endswith("=?") else "needed" if word.endswith("=") else "none"
    name, _, short = word.rstrip("=?").partition("|")
    return Option(name, short, value)


class _Reader:
    def __init__(self, command: str, known: dict[str, Option], words: list[str], code: int) -> None:
        self._command = command
        self._known = known
        self._short = {option.short: option for option in known.values() if option.short}
        self._words = words
        self._code = code
        self._options: list[tuple[str, str]] = []

    def read(self, *, mixed: bool) -> Words:
        rest: list[str] = []
        while self._words:
            word = self._words.pop(0)
            if word == "--":
                break
            if word.startswith("--"):
                self._long(word)
            elif word.startswith("-") and len(word) > 1:
                self._shorts(word[1:])
            else:
                rest.append(word)
                if not mixed:
                    break
        return Words(tuple(self._options), (*rest, *self._words))

    def _long(self, word: str) -> None:
        name, equals, value = word[2:].partition("=")
        option = self._find(name)
        if option.value == "none" and equals:
            raise self._wrong(f"option '--{option.name}' doesn't allow an argument")
        if option.value == "needed" and not equals:
            if not self._words:
                raise self._wrong(f"option '--{option.name}' requires an argument")
            value = self._words.pop(0)
        self._options.append((option.name, value))

    def _find(self, name: str) -> Option:
        if name in self._known:
            return self._known[name]
        near = [option for key, option in self._known.items() if name and key.startswith(name)]
        if len(near) == 1:
            return near[0]
        if near:
            choices = " ".join(f"'--{option.name}'" for option in near)
            raise self._wrong(f"option '--{name}' is ambiguous; possibilities: {choices}")
        raise self._wrong(f"unrecognized option '--{name}'")

    def _shorts(self, letters: str) -> None:
        while letters:
            option = self._short.get(letters[0])
            if option is None:
                raise self._wrong(f"invalid option -- '{letters[0]}'")
            letters = letters[1:]
            if option.value == "none":
                self._options.append((option.name, ""))
                continue
            if not letters and option.value == "needed":
                if not self._words:
                    raise self._wrong(f"option requires an argument -- '{option.short}'")
                letters = self._words.pop(0)
            self._options.append((option.name, letters.removeprefix("=") if option.value == "optional" else letters))
            return

    def _wrong(self, what: str) -> CommandError:
        return CommandError(
            f"{self._command}: {what}", f'Try "{self._command} --help" for more information', code=self._code
        )
