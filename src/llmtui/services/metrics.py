"""MetricsFollower: the run's events by offset, as figures and facts."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from ..domain.record import MetricPoint, Metrics, RunFacts
from ..remote.text import safe_line
from ..remote.transport import Transport

_READ = 256 * 1024
#: An event longer than this is no event of ours; its line is passed over.
_LONGEST = 1024**2
_TAIL = 64 * 1024
_NOT_FIGURES = frozenset({"event", "step", "epoch", "time"})

Event = Mapping[str, object]


class MetricsFollower:
    """Reads events.jsonl from where the last poll ended; used by one thread at a time.

    A line counts once it is whole. A line that is no JSON object and a figure that is not finite are passed over.
    """

    def __init__(self, transport: Transport, path: str) -> None:
        self._transport = transport
        self._path = path
        self._offset = 0
        self._rest = b""
        self._points: list[MetricPoint] = []
        self._facts = RunFacts()

    def poll(self) -> Metrics:
        """Everything that the run has reported so far."""
        while self._path:
            try:
                data, size = self._transport.read_at(self._path, self._offset, _READ)
            except OSError:
                break
            if size < self._offset:
                self._restart()
                continue
            if not data:
                break
            self._take(data)
        return Metrics(tuple(self._points), self._facts)

    def _restart(self) -> None:
        self._offset = 0
        self._rest = b""
        self._points.clear()
        self._facts = RunFacts()

    def _take(self, data: bytes) -> None:
        self._offset += len(data)
        *lines, rest = (self._rest + data).split(b"\n")
        self._rest = rest if len(rest) <= _LONGEST else b""
        for line in lines:
            event = parse_event(line)
            if event is not None:
                self._add(event)

    def _add(self, event: Event) -> None:
        kind = event.get("event")
        if kind in ("log", "eval"):
            point = _point("log" if kind == "log" else "eval", event)
            if point is not None:
                self._points.append(point)
        self._facts = _FACTS.get(str(kind), _unchanged)(self._facts, event)


def parse_event(line: bytes) -> Event | None:
    """The JSON object of one line, None when it is none."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None


def last_error(transport: Transport, path: str) -> str:
    """The message of the last error event, "" when there is none or the file cannot be read."""
    try:
        found = transport.stat(path)
        size = 0 if found is None else found.size
        data, _ = transport.read_at(path, max(0, size - _TAIL), _TAIL) if size else (b"", 0)
    except OSError:
        return ""
    for line in reversed(data.split(b"\n")):
        event = parse_event(line)
        if event is not None and event.get("event") == "error":
            return _text(event.get("message"))
    return ""


def _point(kind: str, event: Event) -> MetricPoint | None:
    step = _integer(event.get("step"))
    figures = {name: _finite(value) for name, value in event.items() if name not in _NOT_FIGURES}
    values = tuple((safe_line(name), value) for name, value in figures.items() if value is not None)
    if step is None or not values:
        return None
    return MetricPoint("log" if kind == "log" else "eval", step, _finite(event.get("epoch")), values)


def _finite(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        figure = float(value)
    except OverflowError:
        return None
    return figure if math.isfinite(figure) else None


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _text(value: object) -> str:
    return safe_line(value) if isinstance(value, str) else ""


def _unchanged(facts: RunFacts, event: Event) -> RunFacts:
    return facts


def _start(facts: RunFacts, event: Event) -> RunFacts:
    return replace(
        facts,
        max_steps=_integer(event.get("max_steps")),
        world_size=_integer(event.get("world_size")),
        wrapped=_text(event.get("wrapped")),
        device=_text(event.get("device")),
        error="",
        outcome="",
    )


def _phase(facts: RunFacts, event: Event) -> RunFacts:
    return replace(facts, phase=_text(event.get("phase")))


def _error(facts: RunFacts, event: Event) -> RunFacts:
    return replace(facts, error=_text(event.get("message")))


def _end(facts: RunFacts, event: Event) -> RunFacts:
    return replace(facts, outcome=_text(event.get("outcome")), peak_bytes=_integer(event.get("peak_bytes")))


_FACTS: Mapping[str, Callable[[RunFacts, Event], RunFacts]] = {
    "start": _start,
    "phase": _phase,
    "error": _error,
    "end": _end,
}
