"""Pure parsers and printers: arrays, dependencies, job ids, signals, the columns of squeue -O."""

from __future__ import annotations

import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmtui.localslurm.arrays import MAX_ARRAY_SIZE, Array, ranges, read_array, read_indices
from llmtui.localslurm.commands.squeue_long import LONG_FIELDS, Column, parse_columns
from llmtui.localslurm.dependency import Dependency, dependency_text, read_dependencies
from llmtui.localslurm.job import TimeSignal
from llmtui.localslurm.jobid import JobId, id_words, read_job_ids
from llmtui.localslurm.signals import read_signal, read_time_signal


@pytest.mark.parametrize(
    ("text", "tasks", "limit", "step"),
    [
        ("0-3", [0, 1, 2, 3], 0, 1),
        ("1-7:2%2", [1, 3, 5, 7], 2, 2),
        ("5", [5], 0, 1),
        ("3,1,2", [1, 2, 3], 0, 1),
        ("1,3-4:1,9%3", [1, 3, 4, 9], 3, 1),
        ("1,1", [1], 0, 1),
        ("[1-2]", [1, 2], 0, 1),
        ("1-3%2,5", [1, 2, 3, 5], 2, 1),
        ("%2", [0], 2, 1),
        ("0-1000%0", list(range(1001)), 0, 1),
    ],
)
def test_arrays(text: str, tasks: list[int], limit: int, step: int) -> None:
    array = read_array(text)
    assert (array.waiting, array.limit, array.step) == (tasks, limit, step)
    assert (array.count, array.low, array.high) == (len(tasks), tasks[0], tasks[-1])


@pytest.mark.parametrize("text", ["x", "3-1", "1-2:0", "0-1001", "1001", "-1", "1 - 3", "1-", "1:2", "1%x", ","])
def test_arrays_that_are_none(text: str) -> None:
    with pytest.raises(ValueError):
        read_array(text)


@pytest.mark.parametrize(
    ("tasks", "text"),
    [
        ([1, 3, 5, 7], "1,3,5,7"),
        ([1, 3, 5, 7, 9, 11], "1,3,5,7,9,11"),
        ([1, 3, 5, 7, 9, 11, 13], "1-13:2"),
        ([0, 3, 6, 9, 12, 15], "0-15:3"),
        ([1, 3, 5, 7, 9, 12], "1,3,5,7,9,12"),
        ([2, 3, 4], "2-4"),
        (list(range(1001)), "0-1000"),
        ([], ""),
    ],
)
def test_short_forms_of_indices(tasks: list[int], text: str) -> None:
    assert ranges(tasks) == text


@given(st.sets(st.integers(0, MAX_ARRAY_SIZE - 1), min_size=1))
def test_a_short_form_names_the_same_indices(tasks: set[int]) -> None:
    assert read_indices(ranges(tasks)) == tasks
    assert read_array(ranges(tasks)).waiting == sorted(tasks)


def test_the_text_of_a_record() -> None:
    assert Array(1, None, [5, 6, 9], 2).text == "5-6,9%2"
    assert Array(1, 7, [], 2).text == "7"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("singleton", [Dependency("singleton")]),
        ("afterok:7", [Dependency("afterok", 7)]),
        ("AfterOK:7:8", [Dependency("afterok", 7), Dependency("afterok", 8)]),
        ("after:7+5", [Dependency("after", 7, minutes=5)]),
        ("afterany:7_2", [Dependency("afterany", 7, 2, array=True)]),
        ("afterany:7_*", [Dependency("afterany", 7, None, array=True)]),
        ("afterok:7_[1-2]", [Dependency("afterok", 7, 1, array=True), Dependency("afterok", 7, 2, array=True)]),
        ("afterok:7,singleton", [Dependency("afterok", 7), Dependency("singleton")]),
        ("afterok:7?singleton", [Dependency("afterok", 7, either=True), Dependency("singleton", either=True)]),
    ],
)
def test_dependencies(text: str, expected: list[Dependency]) -> None:
    assert read_dependencies(text) == expected


@pytest.mark.parametrize(
    "text", ["afterok", "afterok:", "afterok:x", "x:1", "singleton:1", "afterok:1,,afterok:2", ","]
)
def test_dependencies_that_are_none(text: str) -> None:
    with pytest.raises(ValueError):
        read_dependencies(text)


def test_how_dependencies_are_shown() -> None:
    assert dependency_text([]) == "(null)"
    both = [Dependency("after", 1, minutes=2), Dependency("afterok", 3, None, array=True, failed=True)]
    assert dependency_text(both) == "after:1+2(unfulfilled),afterok:3_*(failed)"
    assert (
        dependency_text(read_dependencies("afterok:4_5?singleton")) == "afterok:4_5(unfulfilled)?singleton(unfulfilled)"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", JobId(12)),
        ("12_4", JobId(12, frozenset({4}))),
        ("12_[1-3,7]", JobId(12, frozenset({1, 2, 3, 7}))),
        ("12_*", JobId(12)),
        ("12_", JobId(12)),
        ("12.3", JobId(12, None, 3)),
        ("12_4.0", JobId(12, frozenset({4}), 0)),
    ],
)
def test_job_ids(text: str, expected: JobId) -> None:
    assert read_job_ids(text) == [expected]


def test_lists_of_job_ids() -> None:
    assert id_words("1,2_[3,4],5") == ["1", "2_[3,4]", "5"]
    assert [item.job for item in read_job_ids("1,2_[3,4],5")] == [1, 2, 5]
    for text in ("", "x", "1,", "1_x", "1_[3-1]", "1.batch", "1_[9999]"):
        with pytest.raises(ValueError):
            read_job_ids(text)


@pytest.mark.parametrize("text", ["USR1", "SIGUSR1", "usr1", "10"])
def test_signals(text: str) -> None:
    assert read_signal(text) == signal.SIGUSR1


@pytest.mark.parametrize("text", ["NONSENSE", "", "0", "99", "-1", "SIG_DFL", "_DFL"])
def test_signals_that_are_none(text: str) -> None:
    with pytest.raises(ValueError):
        read_signal(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("USR1", TimeSignal(10, 60, batch=False)),
        ("B:12@300", TimeSignal(12, 300, batch=True)),
        ("R:TERM@5", TimeSignal(15, 5, batch=False)),
        ("RB:USR1@0", TimeSignal(10, 0, batch=True)),
        ("BUS@5", TimeSignal(7, 5, batch=False)),
    ],
)
def test_time_signals(text: str, expected: TimeSignal) -> None:
    assert read_time_signal(text) == expected


def test_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert parse_columns("JobID,Name:.8|,STATE:,nosuch:5,Reason:x") == [
        Column("jobid", 20, False, ""),
        Column("name", 8, True, "|"),
        Column("state", 0, False, ""),
        Column("reason", 0, False, "x"),
    ]
    assert capsys.readouterr().err == "squeue: error: Invalid job format specification: nosuch\n"
    assert all(name == name.lower() for name in LONG_FIELDS)
