"""Errors, percentiles and pass marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


def error_percent(estimated: float, measured: float) -> float:
    """Signed error of an estimate against the figure it should have been, in per cent of that figure."""
    return 100.0 * (estimated - measured) / measured


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie, interpolated between neighbours.

    Raises ValueError for no values or a share outside 0 to 1.
    """
    if not values or not 0.0 <= share <= 1.0:
        raise ValueError(f"no percentile {share} of {len(values)} values")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


@dataclass(frozen=True)
class Summary:
    """Absolute errors of several rows, in per cent."""

    count: int
    median: float
    p90: float
    worst: float
    within_5: float
    within_10: float


def summarise(errors: Sequence[float]) -> Summary | None:
    """Signed errors in per cent to their summary; the shares within 5 and 10 % from 0 to 1. None for no rows."""
    if not errors:
        return None
    sizes = [abs(error) for error in errors]
    return Summary(
        count=len(sizes),
        median=median(sizes),
        p90=percentile(sizes, 0.9),
        worst=max(sizes),
        within_5=sum(size <= 5.0 for size in sizes) / len(sizes),
        within_10=sum(size <= 10.0 for size in sizes) / len(sizes),
    )


@dataclass(frozen=True)
class Bar:
    """One pass mark: `found` has to be at most `limit`, both in per cent."""

    name: str
    limit: float
    found: float

    @property
    def met(self) -> bool:
        return self.found <= self.limit
