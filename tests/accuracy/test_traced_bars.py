"""The pass marks of the traced set: what the estimate has to keep to."""

from __future__ import annotations

from functools import cache

import pytest
from accuracy.stats import Bar
from accuracy.traced import (
    KINDS,
    MEDIAN_BAR,
    P90_BAR,
    SIZES_BAR,
    WORST_BAR,
    TracedResult,
    bars,
    by_kind,
    run_traced,
)


@cache
def _results() -> tuple[TracedResult, ...]:
    return run_traced()


@cache
def _bars() -> dict[str, Bar]:
    return {bar.name: bar for bar in bars(_results())}


def test_the_marks_are_those_that_were_set() -> None:
    assert (MEDIAN_BAR, P90_BAR, WORST_BAR, SIZES_BAR) == (0.5, 2.0, 5.0, 0.1)


@pytest.mark.parametrize(
    "name",
    ["peak, median", "peak, 90th percentile", "peak, worst", "weights, worst", "gradients, worst", "optimizer, worst"],
)
def test_the_traced_set_keeps_to_its_mark(name: str) -> None:
    bar = _bars()[name]
    assert bar.found <= bar.limit, [(result.row.id, result.error, dict(result.sizes)) for result in _results()]


def test_all_sixty_rows_are_estimated_and_every_kind_has_some() -> None:
    kinds = by_kind(_results())
    assert len(_results()) == len({result.row.id for result in _results()}) == 60
    assert set(kinds) == {*KINDS, "all"}
    assert all(found is not None and found.count >= 2 for found in kinds.values())
