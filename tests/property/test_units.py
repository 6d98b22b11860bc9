"""What is written can be read back, and no text breaks a parser."""

from __future__ import annotations

from functools import partial

from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.refusals import refusal

from llmtui.units import format_bytes, format_count, format_time_limit, parse_size, parse_time_limit


@given(st.integers(1, 9999 * 86400))
def test_a_time_limit_comes_back(seconds: int) -> None:
    assert parse_time_limit(format_time_limit(seconds)) == seconds


@given(st.integers(0, 10**9), st.sampled_from(["K", "M", "G", "T"]))
def test_a_size_is_its_figure_times_its_unit(figure: int, unit: str) -> None:
    assert parse_size(f"{figure}{unit}") == figure * 1024 ** (1 + "KMGT".index(unit))


@given(st.text(max_size=20) | st.from_regex(r"[0-9:\-]{0,12}", fullmatch=True))
def test_any_text_is_a_value_or_a_clear_error(text: str) -> None:
    for parse in (parse_time_limit, parse_size):
        refused = refusal(partial(parse, text))
        assert repr(text) in refused.message if refused is not None else parse(text) >= 0


@given(st.integers(0, 10**16), st.integers(0, 10**16))
def test_figures_stay_short(size: int, count: int) -> None:
    assert len(format_bytes(size)) <= 12
    assert len(format_count(count)) <= 8
