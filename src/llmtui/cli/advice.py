"""What `llmtui estimate` says below its figures: what makes the job fit, or how much is left."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from ..catalog.jobdump import override
from ..domain.advice import Advice, Limit, Room
from ..units import format_gib
from .output import print_facts, print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..services.advice import Advised


def advice_json(found: Advised) -> dict[str, object]:
    """The keys `advice` and `room` of `estimate --json`, sizes in bytes."""
    return {
        "advice": [
            {
                "changes": dict(advice.changes),
                "text": advice.text,
                "total": advice.estimate.total,
                "verdict": advice.estimate.verdict,
                "cost": advice.cost,
            }
            for advice in found.changes
        ],
        "room": {name: _limit(limit) for name, limit in _named(found.room)},
    }


def _limit(limit: Limit) -> dict[str, object]:
    return {
        "key": limit.key,
        "now": limit.now,
        "most": limit.most,
        "total": limit.estimate.total,
        "ends": limit.ends,
    }


def _named(left: Room) -> list[tuple[str, Limit]]:
    return [(name, limit) for name, limit in (("batch", left.batch), ("length", left.length)) if limit is not None]


def advice_facts(found: Advised) -> list[tuple[str, str]]:
    """What stands beside the verdict: the room, or that nothing was found."""
    if found.estimate.verdict == found.closed_form == "does_not_fit" and not found.changes:
        return [("advice", "no change and no two make it fit here: take a smaller model or larger GPUs")]
    return [("room", _words(name, limit)) for name, limit in _named(found.room)]


def print_advice(found: Sequence[Advice]) -> None:
    """A table of changes, the best one first, and that one as it is given to `--set`; nothing where there is none."""
    if not found:
        return
    rows = [(each.text, format_gib(each.estimate.total), each.estimate.verdict, each.cost) for each in found]
    sets = " ".join(f"--set {quote(override(key, value))}" for key, value in found[0].changes.items())
    print()
    print_table(("change", "total GiB", "verdict", "cost"), rows, right=(1,))
    print()
    print_facts([("the first is", sets)])


def _words(name: str, limit: Limit) -> str:
    key = limit.key.rpartition(".")[2]
    total = f"{format_gib(limit.estimate.total)} GiB"
    if limit.most == limit.now:
        return f"no larger {name}: {key} {limit.now}, {total}"
    return f"{name} up to {limit.most}: {key} {limit.now} -> {limit.most}, {total}; {limit.ends}"
