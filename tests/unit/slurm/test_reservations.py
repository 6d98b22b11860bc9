"""Maintenance is what keeps (nearly) all nodes, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmtui.domain.surroundings import Maintenance
from llmtui.slurm.site.reservations import parse_maintenance

#: As Slurm 22.05 and 26.05 print them with SLURM_TIME_FORMAT=%s.
ALL = (
    "ReservationName=maint StartTime=1795717423 EndTime=1795724623 Duration=02:00:00 Nodes=p[1-4] NodeCnt=4 CoreCnt=160"
    " Features=(null) PartitionName=(null) Flags=MAINT,IGNORE_JOBS,SPEC_NODES,ALL_NODES TRES=cpu=160 Users=root"
    " Groups=(null) Accounts=(null) Licenses=(null) State=INACTIVE BurstBuffer=(null) Watts=n/a MaxStartDelay=(null)"
)
MOST = ALL.replace("ReservationName=maint", "ReservationName=maintenance weekend").replace(",ALL_NODES", "")
PART = ALL.replace(",ALL_NODES", "").replace("NodeCnt=4", "NodeCnt=1").replace("=maint ", "=part ")
COURSE = ALL.replace("MAINT,", "")


def test_windows_over_all_nodes_count() -> None:
    later = ALL.replace("1795717423", "1795817423").replace("1795724623", "1795824623")
    found = parse_maintenance("\n".join([later, PART, COURSE, MOST]) + "\n", 4)
    assert found == (
        Maintenance(1795717423.0, 1795724623.0, "maintenance weekend"),
        Maintenance(1795817423.0, 1795824623.0, "maint"),
    )


def test_how_many_nodes_there_are_may_be_unknown() -> None:
    assert parse_maintenance(MOST, None) == ()
    assert parse_maintenance(ALL, None) == (Maintenance(1795717423.0, 1795724623.0, "maint"),)


def test_none_announced_and_no_answer_are_two_things() -> None:
    assert parse_maintenance("No reservations in the system\n", 4) == ()
    assert parse_maintenance("", 4) is None
    assert parse_maintenance("slurm_load_reservations error: Unable to contact slurm controller", 4) is None


@pytest.mark.parametrize("begins", ["2026-11-26T18:23:43", "Unknown", "-1", "9" * 40])
def test_a_time_in_another_form_is_left_out(begins: str) -> None:
    assert parse_maintenance(ALL.replace("1795717423", begins), 4) == ()


def test_names_are_made_safe() -> None:
    (found,) = parse_maintenance(ALL.replace("=maint ", "=m\x1b]0;x\x07\u202eaint "), 4) or ()
    assert found.what == "maint"


@given(st.text(max_size=200), st.integers(0, len(ALL)))
def test_whatever_comes_is_read_or_left(text: str, cut: int) -> None:
    parse_maintenance(ALL[:cut] + text + ALL[cut:], 4)
