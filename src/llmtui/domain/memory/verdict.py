"""Whether a job fits, from the band of its total and the capacity."""

from __future__ import annotations

from .types import Verdict


def verdict(capacity: int | None, band: tuple[int, int]) -> Verdict:
    """ "tight" where the band crosses the capacity; all in bytes."""
    if capacity is None:
        return "unknown"
    low, high = band
    if low > capacity:
        return "does_not_fit"
    return "tight" if high > capacity else "fits"
