"""Connections and queries in words: the right end of the top line, and the line that tells of trouble. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len

from ..domain.record import JobRecord
from ..domain.remotetext import safe_line
from .glyphs import Glyphs, plain_text
from .text import ago

if TYPE_CHECKING:
    from ..services.reach.connections import Connection
    from ..services.watching.queries import Asked

#: A certificate that ends within this time is told of, in seconds.
SOON_S = 3600.0
_WORDS = {"opening": "logging in", "open": "open", "refused": "login refused", "closed": "closed"}
_MINUTE_S = 60.0
#: A timer for a whole second may come so much before it.
_EARLY_S = 0.05


@dataclass(frozen=True)
class Trouble:
    """One line under the screen: what is wrong, more on it that is cut where there is no room, and what can be done.

    `cluster` is whom it is about, `key` whether the key that logs in helps.
    """

    cluster: str
    head: str
    more: str
    key: str
    severity: Literal["warning", "error"]


def span(seconds: float) -> str:
    """How long, in one or two units: 8 s, 42 min, 2 h 10 min, 3 d 4 h."""
    left = max(0, int(seconds))
    if left < 60:
        return f"{left} s"
    minutes = left // 60
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"


def state_words(state: Connection, now: float, glyphs: Glyphs) -> str:
    """A connection by mark and word: ● open, ✗ lost, again in 8 s."""
    mark = {"open": glyphs.on, "opening": glyphs.waiting, "closed": glyphs.off}.get(state.phase, glyphs.bad)
    return f"{mark} {_phase(state, now)}"


def _phase(state: Connection, now: float) -> str:
    if state.phase != "lost":
        return _WORDS.get(state.phase, state.phase)
    if state.retry_at is None and state.asks:
        return "waits for you"
    word = "lost" if state.broke_off else "not reached"
    return word if state.retry_at is None else f"{word}, again in {_wait(state.retry_at, now)}"


def _wait(at: float, now: float) -> str:
    """How long until then, counted from the whole second that it is: two lines that are drawn in it say the same."""
    left = at - math.floor(now + _EARLY_S)
    return f"{max(0, round(left))} s" if left < _MINUTE_S else span(left)


@dataclass(frozen=True)
class Polled:
    """What all windows asked, by the cluster, as it stood at `at` (seconds since the epoch)."""

    of: Mapping[str, Asked] = field(default_factory=dict)
    at: float = 0.0


def asked(polled: Polled, now: float, clusters: Sequence[str] = (), *, short: bool = False) -> str:
    """How many Slurm commands all windows ran in the last minute, and when a queue told of our jobs; "" for nothing.

    One number for each of these clusters, () all; the age is that of the oldest answer.
    """
    found = [told for name in (clusters or polled.of) if (told := polled.of.get(name)) is not None]
    answers = [told.answered_at for told in found if told.answered_at is not None]
    # A number from longer ago says nothing about the last minute.
    counts = [str(told.calls_per_minute) for told in found] if now - polled.at <= _MINUTE_S else []
    if not answers and not any(told.calls_per_minute for told in found):
        return ""
    text = f"Slurm {' + '.join(counts)}/min" if counts else "Slurm"
    return text if short or not answers else f"{text}, {ago(now - min(answers))}"


def top_right(
    states: Sequence[Connection], clusters: Sequence[str], polled: Polled, now: float, room: int, glyphs: Glyphs
) -> str:
    """As much of states, certificate and queries as fits into `room` cells; the first cluster's state stays longest.

    `clusters` are those that are looked at, the first one first; `states` what is known of their connections.
    """
    texts = [plain_text(safe_line(text), glyphs) for text in _variants(states, clusters, polled, now, glyphs)]
    return next((text for text in texts if cell_len(text) <= room), texts[-1] if texts else "")


def _variants(
    states: Sequence[Connection], clusters: Sequence[str], polled: Polled, now: float, glyphs: Glyphs
) -> Iterator[str]:
    long, short = asked(polled, now, clusters), asked(polled, now, clusters, short=True)
    if not states:
        names = " + ".join(name for name in clusters if name in polled.of) if long else ""
        yield from ("  ".join(filter(None, (names, text))) for text in (long, short))
        return
    links = [f"{state.cluster} {state_words(state, now, glyphs)}" for state in states]
    wide, narrow = (_certificate(states[0], now, word) for word in ("certificate", "cert"))
    for parts in (
        (*links, wide, long),
        (*links, narrow, long),
        (*links, narrow, short),
        (links[0], narrow, short),
        (links[0], short),
        (links[0],),
    ):
        yield "  ".join(filter(None, parts))


def _certificate(state: Connection, now: float, word: str) -> str:
    end = state.certificate_expires_at
    if end is None or state.phase != "open":
        return ""
    return f"{word} {span(end - now)}" if end > now else f"{word} has ended"


def trouble(
    states: Sequence[Connection], records: Sequence[JobRecord], now: float, renewals: Mapping[str, str], key: str
) -> Trouble | None:
    """The most pressing thing to tell of these connections and of what Slurm does not answer; None: all is well.

    `renewals` are the sites' ways to a new certificate by the cluster, `key` is the key that logs in.
    """
    told = ((state, renewals.get(state.cluster, "")) for state in states)
    found = [one for state, renew in told if (one := _link_trouble(state, now, renew, key)) is not None]
    lost = {one.cluster for one in found if one.key}
    found += _stale_troubles([record for record in records if record.cluster not in lost], now)
    found.sort(key=lambda one: (one.severity != "error", not one.key))
    if not found:
        return None
    first, others = found[0], len({one.cluster for one in found[1:]} - {found[0].cluster})
    if not others:
        return first
    head = f"{first.head} (and {others} more cluster{'s' if others > 1 else ''})"
    return Trouble(first.cluster, head, first.more, first.key, first.severity)


def _link_trouble(state: Connection, now: float, renew: str, key: str) -> Trouble | None:
    name, why = state.cluster, state.problem
    if state.phase == "refused":
        more = "; ".join(filter(None, (why, state.hint)))
        return Trouble(name, f"{name}: login refused", more, f"{key} log in", "error")
    if state.phase == "lost" and state.asks:
        return Trouble(name, f"{name}: needs you to log in", why, f"{key} log in", "error")
    if state.phase == "lost" or (state.phase == "opening" and state.down_since is not None and not state.asks):
        again = "" if state.retry_at is None else f"; trying again in {_wait(state.retry_at, now)}"
        again = "; trying again ..." if state.phase == "opening" else again
        down = state.since if state.down_since is None else state.down_since
        what = f"connection lost {ago(now - down)}" if state.broke_off else f"not reached for {span(now - down)}"
        return Trouble(name, f"{name}: {what}{again}", why, f"{key} connect now", "error")
    end = state.certificate_expires_at
    if state.phase == "open" and end is not None and end - now < SOON_S:
        words = f"ends in {span(end - now)}" if end > now else "has ended"
        return Trouble(name, f"{name}: certificate {words}", f"renew it: {renew}" if renew else "", "", "warning")
    return None


def _stale_troubles(records: Sequence[JobRecord], now: float) -> list[Trouble]:
    """One for each cluster whose Slurm does not answer."""
    found: dict[str, list[JobRecord]] = {}
    for record in records:
        if record.active and record.seen == "stale":
            found.setdefault(record.cluster, []).append(record)
    troubles = []
    for name, stale in found.items():
        times = [record.stale_since for record in stale if record.stale_since is not None]
        age = f" for {span(now - min(times))}" if times else ""
        head = f"{name}: no answer from Slurm{age}"
        troubles.append(Trouble(name, head, safe_line(stale[0].problem), "", "warning"))
    return troubles
