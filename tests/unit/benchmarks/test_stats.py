"""Percentiles and summaries."""

from __future__ import annotations

from statistics import median

import pytest
from accuracy.stats import Bar, error_percent, percentile, summarise
from hypothesis import given
from hypothesis import strategies as st

_VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40)


def test_percentiles_lie_between_neighbours() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.5
    assert percentile([0.0, 10.0], 0.9) == pytest.approx(9.0)
    assert percentile(list(map(float, range(11))), 0.9) == 9.0
    assert percentile([7.0], 0.9) == 7.0


@given(_VALUES)
def test_percentiles_agree_with_the_median_and_the_ends(values: list[float]) -> None:
    assert percentile(values, 0.0) == min(values)
    assert percentile(values, 1.0) == max(values)
    assert percentile(values, 0.5) == pytest.approx(median(values), rel=1e-9, abs=1e-6)


@given(_VALUES, st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_is_never_smaller(values: list[float], one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert percentile(values, low) <= percentile(values, high) + 1e-6


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], -0.1), ([1.0], 1.1)])
def test_what_has_no_percentile_is_refused(values: list[float], share: float) -> None:
    with pytest.raises(ValueError, match="no percentile"):
        percentile(values, share)


def test_a_summary_is_of_absolute_errors() -> None:
    found = summarise([-4.0, 2.0, 12.0, -6.0])
    assert found is not None
    assert (found.count, found.median, found.worst) == (4, 5.0, 12.0)
    assert (found.within_5, found.within_10) == (0.5, 0.75)
    assert summarise([]) is None


def test_an_error_is_signed_and_in_per_cent_of_what_was_measured() -> None:
    assert error_percent(90, 100) == -10.0
    assert error_percent(3, 2) == 50.0


def test_a_bar_is_met_at_its_limit() -> None:
    assert Bar("peak", 0.5, 0.5).met
    assert not Bar("peak", 0.5, 0.51).met
