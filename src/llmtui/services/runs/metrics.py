"""MetricsFollower: the run's events by offset, as figures and facts."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from ...domain.record import MetricPoint, Metrics, RunFacts
from ...domain.remotetext import safe_line
from ...remote.transport import Files
from ...runtime import events as ev

_READ = 256 * 1024
#: An event longer than this is no event of ours; its line is passed over.
_LONGEST = 1024**2
_TAIL = 64 * 1024
_NOT_FIGURES = frozenset({"event", "step", "epoch", "time", "nonfinite"})

Event = Mapping[str, object]


class MetricsFollower:
    """Reads events.jsonl from where the last poll ended; used by one thread at a time.

    A line counts once it is whole. A line that is no JSON object and a figure that is not finite are passed over.
    """

    def __init__(self, files: Files, path: str) -> None:
        self._files = files
        self._path = path
        self._offset = 0
        self._rest = b""
        self._points: list[MetricPoint] = []
        self._facts = RunFacts()

    def poll(self) -> Metrics:
        """Everything that the run has reported so far."""
        while self._path:
            try:
                data, size = self._files.read_at(self._path, self._offset, _READ)
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
        if kind in (ev.LOG, ev.EVAL):
            point = _point("log" if kind == ev.LOG else "eval", event)
            if point is not None:
                self._points.append(point)
        elif kind == ev.TRAIN_BEGIN:
            # A resumed run does the steps after its checkpoint again.
            first = _integer(event.get("step")) or 0
            self._points = [point for point in self._points if point.step <= first]
        self._facts = _FACTS.get(str(kind), _unchanged)(self._facts, event)


def parse_event(line: bytes) -> Event | None:
    """The JSON object of one line, None when it is none."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None


def last_error(files: Files, path: str) -> str:
    """What the latest start of the run said first when it failed, "" when it said nothing or cannot be read.

    The first error is the cause; other ranks then fail for want of the one that is gone.
    """
    try:
        found = files.stat(path)
        size = 0 if found is None else found.size
        data, _ = files.read_at(path, max(0, size - _TAIL), _TAIL) if size else (b"", 0)
    except OSError:
        return ""
    message = ""
    for event in filter(None, map(parse_event, data.split(b"\n"))):
        if event.get("event") == ev.START:
            message = ""
        elif event.get("event") == ev.ERROR:
            message = message or _text(event.get("message"))
    return message


def _point(kind: Literal["log", "eval"], event: Event) -> MetricPoint | None:
    step = _integer(event.get("step"))
    figures = {name: _finite(value) for name, value in event.items() if name not in _NOT_FIGURES}
    values = tuple((safe_line(name), value) for name, value in figures.items() if value is not None)
    if step is None or not values:
        return None
    return MetricPoint(kind, step, _finite(event.get("epoch")), values)


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
    size, device = _integer(event.get("world_size")), _text(event.get("device"))
    return replace(facts, world_size=size, device=device, error="", outcome="")


def _begin(facts: RunFacts, event: Event) -> RunFacts:
    return replace(facts, max_steps=_integer(event.get("max_steps")), wrapped=_text(event.get("wrapped")))


def _phase(facts: RunFacts, event: Event) -> RunFacts:
    return replace(facts, phase=_text(event.get("phase")))


def _memory(facts: RunFacts, event: Event) -> RunFacts:
    peak = _integer(event.get("peak_bytes"))
    return facts if peak is None else replace(facts, peak_bytes=max(peak, facts.peak_bytes or 0))


def _error(facts: RunFacts, event: Event) -> RunFacts:
    return replace(facts, error=facts.error or _text(event.get("message")))


def _end(facts: RunFacts, event: Event) -> RunFacts:
    return replace(_memory(facts, event), outcome=_text(event.get("outcome")))


_FACTS: Mapping[str, Callable[[RunFacts, Event], RunFacts]] = {
    ev.START: _start,
    ev.TRAIN_BEGIN: _begin,
    ev.PHASE: _phase,
    ev.LOG: _memory,
    ev.ERROR: _error,
    ev.END: _end,
}
