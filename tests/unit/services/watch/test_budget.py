"""How often a cluster is asked: floors, back-off, a ceiling for every minute, one budget for all windows."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.fakes.clock import FakeClock

from llmtui.services.watching.budget import EVERYTHING, Budget, Leave, Outcome, Rules

ACTIVE = Rules(15.0, 10.0)
GOOD, BAD = Outcome(ok=True), Outcome(ok=False)


def budget(folder: Path | None, clock: FakeClock, spread: float = 1.0) -> Budget:
    return Budget(folder, clock, lambda low, high: min(max(spread, low), high))


def look(asked: Budget, outcome: Outcome = GOOD, *, calls: int = 1, rules: Rules = ACTIVE, force: bool = False) -> bool:
    """One look that runs so many commands; whether there was leave for it."""
    if asked.take("lumi", rules, force=force) is None:
        return False
    for _ in range(calls):
        asked.called("lumi")
    asked.report("lumi", rules, outcome)
    return True


def waited(asked: Budget, clock: FakeClock, outcome: Outcome = GOOD, *, calls: int = 1, rules: Rules = ACTIVE) -> int:
    """Seconds until the next look could be taken, which then goes as told."""
    seconds = 0
    while not look(asked, outcome, calls=calls, rules=rules):
        clock.advance(1)
        seconds += 1
    return seconds


def test_each_command_of_a_look_costs_its_time(tmp_path: Path) -> None:
    clock = FakeClock()
    asked = budget(tmp_path, clock)
    assert [waited(asked, clock, calls=n) for n in (1, 1, 2, 1, 1)] == [0, 15, 15, 30, 15]
    assert [waited(asked, clock, rules=Rules(60.0, 10.0)) for _ in range(3)] == [60, 60, 60]
    assert waited(asked, clock, rules=Rules(15.0, 120.0)) == 120


def test_failures_and_slow_answers_double_the_wait(tmp_path: Path) -> None:
    clock = FakeClock()
    asked = budget(tmp_path, clock)
    look(asked, BAD)
    assert [waited(asked, clock, BAD) for _ in range(7)] == [15, 20, 40, 80, 160, 300, 300]
    assert [waited(asked, clock) for _ in range(2)] == [300, 15]
    waited(asked, clock, Outcome(ok=True, slow=True))
    waited(asked, clock, Outcome(ok=True, slow=True))
    assert waited(asked, clock) == 20


def test_the_wait_after_failures_is_spread(tmp_path: Path) -> None:
    for spread, wait in ((0.0, 240), (9.0, 360)):
        clock = FakeClock()
        asked = budget(tmp_path / str(spread), clock, spread)
        for _ in range(7):
            waited(asked, clock, BAD)
        assert waited(asked, clock) == wait


def test_no_minute_has_more_than_four_commands(tmp_path: Path) -> None:
    clock = FakeClock()
    asked = budget(tmp_path, clock)
    for _ in range(4):
        waited(asked, clock)
    leave = None
    while leave is None:
        clock.advance(1)
        leave = asked.take("lumi", ACTIVE)
    assert leave == Leave(0), "three squeues in the last minute: nothing beside this one"
    asked.called("lumi")
    asked.report("lumi", ACTIVE, Outcome(ok=True, owed=1))
    before = clock.now
    while leave is None or clock.now == before:
        clock.advance(1)
        leave = asked.take("lumi", ACTIVE)
        if leave is not None:
            break
    assert (clock.now - before, leave) == (30, Leave(1))


def test_what_the_user_does_is_counted_and_keeps_no_look_waiting(tmp_path: Path) -> None:
    clock = FakeClock()
    asked = budget(tmp_path, clock)
    for _ in range(6):
        asked.called("lumi", "sacctmgr")
    assert asked.calls_per_minute("lumi") == 6
    assert look(asked)
    assert asked.calls_per_minute("lumi") == 7
    clock.advance(61)
    assert asked.calls_per_minute("lumi") == 0


def test_the_look_after_an_action_comes_at_once_and_within_the_limits(tmp_path: Path) -> None:
    clock = FakeClock()
    asked = budget(tmp_path, clock)
    idle = Rules(60.0, 10.0)
    assert look(asked, rules=idle)
    clock.advance(5)
    for command in ("squeue", "scancel"):
        asked.called("lumi", command)
    assert waited(asked, clock, rules=idle) == 5, "the site's floor"
    assert waited(asked, clock, rules=idle) == 60, "one look, then as before"
    for _ in range(20):
        asked.called("lumi", "sbatch")
        waited(asked, clock)
    asked.called("lumi", "squeue")
    assert waited(asked, clock) == 15, "a command that changes nothing hurries nothing"


def test_however_much_is_done_looks_keep_to_four_a_minute(tmp_path: Path) -> None:
    clock = FakeClock()
    asked, looks = budget(tmp_path, clock), []
    for second in range(600):
        clock.advance(1)
        asked.called("lumi", "scancel")
        if look(asked, rules=Rules(15.0, 1.0), force=second % 2 == 0):
            looks.append(second)
    assert max(sum(at <= other < at + 60 for other in looks) for at in looks) == 4
    assert asked.calls_per_minute("lumi") == 64
    for _ in range(6):
        waited(asked, clock, BAD)
    asked.called("lumi", "scancel")
    assert waited(asked, clock) == 300, "a controller that does not answer is left alone all the same"


def test_what_one_thread_does_is_not_the_look_of_another(tmp_path: Path) -> None:
    asked = budget(tmp_path, FakeClock())
    assert asked.take("lumi", ACTIVE) is not None
    thread = threading.Thread(target=asked.called, args=("lumi", "scancel"))
    thread.start()
    thread.join()
    asked.called("lumi")
    asked.report("lumi", ACTIVE, GOOD)
    asked.called("lumi")
    entry = asked._ledger.read("lumi")
    assert (len(entry.calls), len(entry.looked)) == (3, 1)


def forced(windows: list[Budget], clock: FakeClock, rules: Rules = ACTIVE, seconds: int = 60) -> list[int]:
    """When a user who asks each second, in each of the windows, got a look."""
    granted = []
    for second in range(1, seconds + 1):
        clock.advance(1)
        granted += [second for window in windows if look(window, rules=rules, force=True)]
    return granted


def test_the_users_own_look_waits_for_the_floor_and_the_minute_but_not_for_the_cadence(tmp_path: Path) -> None:
    clock = FakeClock()
    windows = [budget(tmp_path, clock) for _ in range(2)]
    assert look(windows[0], rules=Rules(60.0, 10.0))
    assert forced(windows, clock, Rules(60.0, 10.0)) == [10, 20, 30, 60]
    assert forced(windows, clock, Rules(60.0, 60.0), 180) == [60, 120, 180]
    assert forced(windows, clock, Rules(60.0, 0.0)) == [5, 10, 15, 60], "once in five seconds, whoever asks"


def test_the_users_own_look_waits_for_who_is_looking_and_for_back_off(tmp_path: Path) -> None:
    clock = FakeClock()
    one, other = budget(tmp_path, clock), budget(tmp_path, clock)
    assert one.take("lumi", ACTIVE) is not None
    assert forced([other], clock, seconds=30) == []
    one.report("lumi", ACTIVE, BAD)
    assert forced([other], clock, seconds=30) == [10, 20, 30]
    for _ in range(6):
        waited(one, clock, BAD)
    assert forced([other], clock, seconds=159) == []


def test_the_users_own_look_has_no_more_leave_than_another(tmp_path: Path) -> None:
    clock = FakeClock()
    asked = budget(tmp_path, clock)
    assert asked.take("lumi", ACTIVE) == Leave(3)
    for _ in range(3):
        asked.called("lumi")
    asked.report("lumi", ACTIVE, Outcome(ok=True, accounting=True))
    clock.advance(10)
    assert asked.take("lumi", ACTIVE, force=True) == Leave(0, "later")


def test_a_look_that_asked_no_queue_is_not_taken_for_its_answer(tmp_path: Path) -> None:
    clock = FakeClock()
    asked = budget(tmp_path, clock)
    look(asked, Outcome(ok=True, queue=False), calls=0)
    assert asked.answered_at("lumi") is None
    clock.advance(15)
    look(asked)
    assert asked.answered_at("lumi") == clock.now


def test_sacct_is_asked_once_a_minute_and_less_when_it_fails(tmp_path: Path) -> None:
    clock = FakeClock()
    asked = budget(tmp_path, clock)

    def until_yes(answered: bool) -> int:
        waited = 0
        while True:
            leave = asked.take("lumi", ACTIVE)
            if leave is not None and leave.accounting == "yes":
                asked.report("lumi", ACTIVE, Outcome(ok=True, accounting=answered))
                return waited
            if leave is not None:
                asked.report("lumi", ACTIVE, GOOD)
            clock.advance(5)
            waited += 5

    assert [until_yes(True) for _ in range(3)] == [0, 60, 60]
    assert [until_yes(False) for _ in range(5)] == [60, 90, 165, 300, 300]
    clock.advance(20)
    leave = asked.take("lumi", ACTIVE)
    assert leave is not None
    assert leave.accounting == "failing"


def test_two_windows_share_one_budget(tmp_path: Path) -> None:
    clock = FakeClock()
    windows = [budget(tmp_path, clock) for _ in range(2)]
    alone = budget(None, clock)
    looks, single = 0, 0
    for _ in range(600):
        looks += sum(look(window) for window in windows)
        single += look(alone)
        clock.advance(1)
    assert looks == single == 40
    assert {window.answered_at("lumi") for window in windows} == {clock.now - 15}
    clock.advance(-1)
    assert [window.calls_per_minute("lumi") for window in windows] == [4, 4]


def test_a_window_that_was_killed_while_it_looked_holds_nobody_up_for_long(tmp_path: Path) -> None:
    clock = FakeClock()
    assert budget(tmp_path, clock).take("lumi", ACTIVE) is not None
    assert waited(budget(tmp_path, clock), clock) == 60


@pytest.mark.parametrize("ahead", [-86400 * 400, -86400, -7200, 90, 7200, 86400, 86400 * 400])
def test_a_clock_that_is_set_delays_a_look_by_minutes_at_most(tmp_path: Path, ahead: float) -> None:
    clock = FakeClock(2_000_000_000.0)
    asked = budget(tmp_path, clock)
    for _ in range(9):
        waited(asked, clock, BAD)
    clock.advance(ahead)
    assert waited(asked, clock) <= 420
    assert waited(asked, clock) <= 75


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"last": "soon"}', '{"hold": 1e400, "strain": -5}', '{"last": NaN, "made": -1}', "\x00" * 99],
)
def test_a_damaged_file_is_begun_anew(tmp_path: Path, text: str) -> None:
    clock = FakeClock()
    (tmp_path / "lumi.json").write_text(text)
    asked = budget(tmp_path, clock)
    assert waited(asked, clock) <= 420
    assert json.loads((tmp_path / "lumi.json").read_text())["last"] == clock.now


def test_a_folder_that_cannot_be_written_leaves_each_window_its_own_budget(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    clock = FakeClock()
    asked = budget(tmp_path / "file" / "polling", clock)
    assert [waited(asked, clock) for _ in range(4)] == [0, 15, 15, 15]


def test_the_embedded_slurm_is_nobody_elses(tmp_path: Path) -> None:
    clock = FakeClock()
    asked = budget(tmp_path, clock)
    rules = Rules(1.0, forced_s=0.0, per_minute=None)
    assert asked.take("local", rules) == EVERYTHING
    asked.report("local", rules, GOOD)
    assert asked.take("local", rules) is None
    assert asked.take("local", rules, force=True) == EVERYTHING
    assert not list(tmp_path.iterdir())


def test_a_name_of_a_cluster_is_no_path(tmp_path: Path) -> None:
    asked = budget(tmp_path / "polling", FakeClock())
    asked.take("../../evil", ACTIVE)
    assert [path.name for path in tmp_path.iterdir()] == ["polling"]


_MANY = """
import sys, time
from pathlib import Path
from llmtui.services.watching.budget import Budget, Rules, Outcome
rules = Rules(0.05, per_minute=10**6)
asked, looks, end = Budget(Path(sys.argv[1])), 0, time.time() + 2.0
while time.time() < end:
    if asked.take("lumi", rules) is not None:
        looks += 1
        asked.called("lumi")
        asked.report("lumi", rules, Outcome(ok=True))
print(looks)
"""


@pytest.mark.parametrize("refused", [False, True], ids=["with flock", "where flock is refused"])
def test_four_processes_look_as_often_as_one(tmp_path: Path, refused: bool) -> None:
    script = _MANY
    if refused:
        # Before anything has taken flock for a default.
        script = "import fcntl, errno\ndef no(*words): raise OSError(errno.ENOLCK, 'none')\nfcntl.flock = no\n" + _MANY
    words = [sys.executable, "-c", script, str(tmp_path)]
    running = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    looks = [int(process.communicate(timeout=60)[0]) for process in running]
    entry = json.loads((tmp_path / "lumi.json").read_text())
    assert len(entry["calls"]) == sum(looks), "no look was lost or counted twice"
    span = max(entry["calls"]) - min(entry["calls"])
    assert 10 <= sum(looks) <= span / 0.05 + 2, "together they looked more often than one may"
    assert {path.name for path in tmp_path.iterdir()} == {"lumi.json", "lumi.lock"}
