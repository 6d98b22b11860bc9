"""What an hour costs a cluster's Slurm: counted, with 1, 50 and 2 000 jobs, and with two windows open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.fakes.hour import Hour, Life, PerJob, Shop, busy, idle, mixed, simulate
from tests.realssh.scale import scale

from llmtui.services.watching.budget import EVERYTHING

#: A whole hour with 2 000 jobs takes half a minute here.
PART_S = scale(300, 3600)
TWO_S = scale(1200, 3600)
COUNTS = (1, 50, 2000)


def told(name: str, hour: Hour, seconds: float) -> None:
    calls = ", ".join(f"{command} {count}" for command, count in sorted(hour.calls.items())) or "nothing"
    print(f"{name}: {calls} in {seconds / 60:.0f} min, at most {hour.most_in_a_minute} in any minute")


def test_all_active(tmp_path: Path) -> None:
    hours = {}
    for count in COUNTS:
        hours[count] = simulate(busy(count), tmp_path / str(count), seconds=PART_S)
        told(f"active, {count} jobs", hours[count], PART_S)
    assert hours[1].calls == hours[50].calls == hours[2000].calls == {"squeue": PART_S // 15}
    assert [hour.most_in_a_minute for hour in hours.values()] == [4, 4, 4]


def test_all_waiting(tmp_path: Path) -> None:
    hours = {}
    for count in COUNTS:
        hours[count] = simulate(idle(count), tmp_path / str(count), seconds=PART_S)
        told(f"idle, {count} jobs", hours[count], PART_S)
    assert hours[1].calls == hours[50].calls == hours[2000].calls == {"squeue": PART_S // 60}
    assert [hour.most_in_a_minute for hour in hours.values()] == [1, 1, 1]


@pytest.mark.parametrize("count", [50, scale(100, 2000)])
def test_jobs_come_and_go(count: int, tmp_path: Path) -> None:
    lives = mixed(count)
    hour = simulate(lives, tmp_path)
    told(f"jobs come and go, {count}", hour, 3600)
    assert hour.most_in_a_minute <= 4
    assert hour.calls["squeue"] + hour.calls["sacct"] + hour.calls["scontrol"] <= 240
    assert hour.calls["sacct"] <= 60
    ended = {number: life.state for number, life in enumerate(lives, 1) if life.end is not None}
    seen = {found.job_id: found for found in hour.records}
    assert {number: seen[number].state for number in ended} == ended
    codes = {found.status.exit_code for found in hour.records if found.status is not None and not found.active}
    assert codes == {"0:0", "1:0"}


@pytest.mark.parametrize("lives", [busy(50), idle(50), mixed(50)], ids=["active", "idle", "mixed"])
def test_two_windows_cost_as_much_as_one(lives: list[Life], tmp_path: Path) -> None:
    one = simulate(lives, tmp_path / "one", seconds=TWO_S)
    two = simulate(lives, tmp_path / "two", windows=2, seconds=TWO_S)
    told("one window", one, TWO_S)
    told("two windows", two, TWO_S)
    assert abs(sum(two.calls.values()) - sum(one.calls.values())) <= 2
    assert two.most_in_a_minute <= 4
    assert [found.state for found in two.records] == [found.state for found in one.records]


def test_a_sites_floor_is_kept(tmp_path: Path) -> None:
    hour = simulate(busy(50), tmp_path, floor_s=120)
    assert hour.calls == {"squeue": 30}


def test_nothing_of_ours_costs_nothing(tmp_path: Path) -> None:
    ended = simulate([Life(0.0, 10.0)], tmp_path)
    assert sum(ended.calls.values()) <= 3
    assert simulate([], tmp_path).calls == {}


def test_a_poller_that_asks_for_each_job_is_found_out(tmp_path: Path) -> None:
    hour = simulate(busy(50), tmp_path, make=PerJob, seconds=300)
    told("a poller that asks job by job, 50 jobs", hour, 300)
    assert (hour.calls["squeue"], hour.most_in_a_minute) == (1000, 200)


class Heedless(Shop):
    """A session that looks whenever it is called, whatever the budget says."""

    def __init__(self, *words: Any) -> None:
        super().__init__(*words)
        self._budget.take = lambda *words, **values: EVERYTHING  # type: ignore[method-assign]


class Restless(Shop):
    """A session that wants to be called too soon; its budget still keeps it from asking."""

    def poll_interval_s(self) -> float:
        return 3.0


def test_windows_that_are_woken_too_often_cost_no_more(tmp_path: Path) -> None:
    """As whoever changes between windows does, or another fault in waiting."""
    active = simulate(busy(50), tmp_path / "active", windows=2, seconds=300, shop=Restless)
    waiting = simulate(idle(50), tmp_path / "idle", windows=2, seconds=300, shop=Restless)
    assert (active.calls, waiting.calls) == ({"squeue": 20}, {"squeue": 5})
    assert (active.most_in_a_minute, waiting.most_in_a_minute) == (4, 1)


def test_a_fault_in_the_session_is_found_out(tmp_path: Path) -> None:
    heedless = simulate(busy(50), tmp_path / "one", windows=2, seconds=300, shop=Heedless)
    told("two windows that heed no budget", heedless, 300)
    assert heedless.most_in_a_minute > 4


def test_what_does_not_change_is_not_written(tmp_path: Path) -> None:
    """Elapsed time is reckoned on by the clock, so a job that runs on is written once."""
    hour = simulate(busy(50), tmp_path, seconds=900)
    assert hour.writes == 50
