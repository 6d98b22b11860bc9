"""YAML as job and cluster files use it: text unless it is null, true, false or a number.

PyYAML reads the syntax, with libyaml where that is built in. What a bare word means is decided here, so that `no`,
`on`, `12:00:00` and dates stay text. Every key keeps its line, so that what is checked later can say where.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from ..errors import JobFileError, RequestError
from .textfile import MAX_BYTES
from .yamlvalues import Path, describe, key_text, plain_value

MAX_DEPTH = 20
#: Values a document may amount to once every alias is written out.
MAX_VALUES = 50_000

_LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Document:
    """One file's content, and the line (from 1) on which each key or list item stands."""

    value: object
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int | None:
        """The line of the value at `path`, or of the nearest thing around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None


def load(text: str, where: str, error: type[RequestError] = JobFileError) -> object:
    """The content of one YAML text. Raises `error`, its message starting with `where` and the line."""
    return load_document(text, where, error).value


def load_document(text: str, where: str, error: type[RequestError] = JobFileError) -> Document:
    """As `load`, with the lines of the keys."""
    reader = _Reader(where, error)
    try:
        size = len(text.encode())
    except UnicodeEncodeError as problem:
        raise error(f"{where}: character {problem.start} cannot be written as UTF-8") from problem
    if size > MAX_BYTES:
        raise error(f"{where}: larger than 1 MiB", hint="this is not a file for llmtui")
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            reader.take(event)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = f":{mark.line + 1}" if mark is not None else ""
        raise error(f"{where}{line}: not YAML: {problem.problem or problem.context}") from problem
    except yaml.YAMLError as problem:
        raise error(f"{where}: not YAML: {str(problem).splitlines()[0]}") from problem
    return Document(reader.root, reader.lines)


class _Open:
    """A mapping or list that is still being read."""

    def __init__(self, value: dict[str, object] | list[object], path: Path, anchor: str | None) -> None:
        self.value = value
        self.path = path
        self.anchor = anchor
        self.key: str | None = None
        self.values_before = 0


class _Reader:
    """Builds values from PyYAML's events, without recursion."""

    def __init__(self, where: str, error: type[RequestError]) -> None:
        self.root: object = None
        self.lines: dict[Path, int] = {}
        self._where = where
        self._error = error
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[object, int]] = {}
        self._values = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """The next event of the text."""
        line = event.start_mark.line + 1 if event.start_mark is not None else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._fail(line, "a second document begins here", "keep one document in a file")
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event, line)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._begin(event, line)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._end()

    def _alias(self, event: yaml.AliasEvent, line: int) -> None:
        if event.anchor not in self._anchors:
            raise self._fail(line, f"*{event.anchor} names nothing that is complete before it")
        value, values = self._anchors[event.anchor]
        self._count(values, line)
        self._put(value, line)

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        self._refuse_tag(event.tag, line)
        value: object = event.value
        if event.implicit[0]:
            try:
                value = plain_value(event.value)
            except ValueError as problem:
                raise self._fail(line, str(problem), "put it in quotes if it is text") from problem
        self._count(1, line)
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)
        self._put(value, line)

    def _begin(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent, line: int) -> None:
        self._refuse_tag(event.tag, line)
        if len(self._open) >= MAX_DEPTH:
            raise self._fail(line, f"nested deeper than {MAX_DEPTH} levels")
        self._count(1, line)
        value: dict[str, object] | list[object] = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._put(value, line)
        opened = _Open(value, path, event.anchor)
        opened.values_before = self._values - 1
        self._open.append(opened)

    def _end(self) -> None:
        closed = self._open.pop()
        if closed.anchor:
            self._anchors[closed.anchor] = (closed.value, self._values - closed.values_before)

    def _put(self, value: object, line: int) -> Path:
        """Place a value where the document stands now, and say where that is."""
        if not self._open:
            self.root = value
            return ()
        around = self._open[-1]
        if isinstance(around.value, list):
            path: Path = (*around.path, len(around.value))
            around.value.append(value)
            self.lines[path] = line
        elif around.key is None:
            path = around.path
            self._put_key(around, around.value, value, line)
        else:
            path = (*around.path, around.key)
            around.value[around.key] = value
            around.key = None
        return path

    def _put_key(self, around: _Open, group: dict[str, object], key: object, line: int) -> None:
        if not isinstance(key, str):
            raise self._fail(line, f"a key has to be text, not {describe(key)}", "put it in quotes")
        path: Path = (*around.path, key)
        if key in group:
            raise self._fail(line, f"key {key_text(key)} is there twice, first on line {self.lines[path]}")
        around.key = key
        self.lines[path] = line

    def _refuse_tag(self, tag: str | None, line: int) -> None:
        if tag is not None:
            raise self._fail(line, f"the tag {tag} is not understood", "write the bare value")

    def _count(self, values: int, line: int) -> None:
        self._values += values
        if self._values > MAX_VALUES:
            raise self._fail(line, f"more than {MAX_VALUES} values")

    def _fail(self, line: int, what: str, hint: str = "") -> RequestError:
        return self._error(f"{self._where}:{line}: {what}", hint=hint)
