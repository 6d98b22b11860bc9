"""Sizes, time limits and counts."""

from __future__ import annotations

import pytest

from llmtui.errors import RequestError
from llmtui.units import (
    GIB,
    format_bytes,
    format_count,
    format_gib,
    format_time_limit,
    group_digits,
    parse_size,
    parse_time_limit,
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("15", 900),
        ("15:30", 930),
        ("12:00:00", 43200),
        ("1-12", 129600),
        ("1-12:30", 131400),
        ("2-00:00:05", 172805),
        (" 90 ", 5400),
        ("100:00:00", 360000),
    ],
)
def test_every_form_of_a_time_limit(text: str, seconds: int) -> None:
    assert parse_time_limit(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "0", "0-0", "00:00:00", "-5", "1:2:3:4", "1d", "12h", "١٢:٠٠", "1-", "9" * 9, "15\n#"]
)
def test_what_is_no_time_limit(text: str) -> None:
    with pytest.raises(RequestError) as caught:
        parse_time_limit(text)
    assert repr(text) in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(("seconds", "text"), [(900, "00:15:00"), (86399, "23:59:59"), (129600, "1-12:00:00")])
def test_time_limits_are_written_as_slurm_writes_them(seconds: int, text: str) -> None:
    assert format_time_limit(seconds) == text


@pytest.mark.parametrize(
    ("text", "size"), [("480G", 480 * GIB), ("512", 512 * 1024**2), ("3k", 3072), ("1T", 1024 * GIB), ("2GB", 2 * GIB)]
)
def test_sizes_of_slurm(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "G", "1.5G", "-1G", "1 G", "10P", "1e3"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(RequestError):
        parse_size(text)


def test_figures_for_people() -> None:
    assert format_gib(GIB * 3 // 2) == "1.5"
    assert format_gib(GIB, decimals=2) == "1.00"
    assert [format_bytes(size) for size in (0, 1023, 1024, 3 * GIB)] == ["0 B", "1023 B", "1.0 KiB", "3.0 GiB"]
    assert [format_count(count) for count in (999, 8030261248, 134515008, 1043000000000)] == [
        "999",
        "8.03 B",
        "135 M",
        "1.04 T",
    ]
    assert [group_digits(number) for number in (7, 1730, 1234567)] == ["7", "1 730", "1 234 567"]
