"""The journal survives crashes, damage and other processes."""

from __future__ import annotations

import json
import multiprocessing
import os
import stat
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.records import record

from llmtui.domain.record import JobRecord, JobStatus
from llmtui.errors import JournalError, RequestError, UnknownNameError
from llmtui.services.journal.codec import from_plain, to_plain
from llmtui.services.journal.lookup import namesakes
from llmtui.services.journal.records import Records

_STATUS = st.builds(JobStatus, state=st.text(), reason=st.text(), elapsed_s=st.none() | st.integers(0))
_RECORD = st.builds(
    record,
    number=st.integers(0, 16**32 - 1),
    name=st.text(),
    problem=st.text(),
    job_id=st.none() | st.integers(1),
    submission=st.sampled_from(["DRAFT", "STAGED", "SUBMIT_UNKNOWN"]),
    status=st.none() | _STATUS,
    status_at=st.none() | st.floats(allow_nan=False, allow_infinity=False),
)


@given(_RECORD)
def test_a_record_comes_back_equal(made: JobRecord) -> None:
    assert from_plain(JobRecord, json.loads(json.dumps(to_plain(made)))) == made


@pytest.mark.parametrize(
    ("key", "value"),
    [("job_id", "7"), ("job_id", True), ("submission", "GONE"), ("name", None), ("status", 3), ("status", {})],
)
def test_a_value_of_the_wrong_type_is_named(key: str, value: object) -> None:
    plain = {**to_plain(record()), key: value}
    with pytest.raises(ValueError, match=key):
        from_plain(JobRecord, plain)


def test_newest_first_private_and_whole(tmp_path: Path) -> None:
    records = Records(tmp_path / "records")
    assert records.load().records == ()
    for number in (2, 3, 1):
        records.write(record(number))
    assert [found.name for found in records.load().records] == ["job-3", "job-2", "job-1"]
    assert stat.S_IMODE((tmp_path / "records").stat().st_mode) == 0o700
    paths = list((tmp_path / "records").glob("*.json"))
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert not [name for name in os.listdir(tmp_path / "records") if name.endswith(".tmp")]


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"\xff\xfe", b'{"id": 3}', b"[" * 100_000, b'{"id": "' + b"b" * 32 + b'"}']
)
def test_a_damaged_file_is_a_problem_and_no_crash(tmp_path: Path, damage: bytes) -> None:
    records = Records(tmp_path)
    records.write(record(1))
    (tmp_path / f"{'a' * 32}.json").write_bytes(damage)
    journal = records.load()
    assert [found.name for found in journal.records] == ["job-1"]
    assert len(journal.problems) == 1
    assert "a" * 32 in journal.problems[0]


def test_keys_of_a_later_version_are_left_aside(tmp_path: Path) -> None:
    Records(tmp_path).write(record(1))
    path = next(tmp_path.glob("*.json"))
    plain = json.loads(path.read_text())
    path.write_text(json.dumps({**plain, "future": [1, 2]}))
    assert Records(tmp_path).load().records == (record(1),)


def test_find(tmp_path: Path) -> None:
    records = Records(tmp_path)
    made = [record(number, id=f"{number:04x}" + "0" * 28) for number in (0xAB01, 0xAB02, 0xCD01)]
    for one in made:
        records.write(one)
    assert records.find("cd").id == made[2].id
    assert records.find(made[0].id) == made[0]
    assert records.find(f"local/{0xAB02}") == made[1]
    for text in ("ab", "", "ef", "local/7", "lumi/43777", "../x"):
        with pytest.raises(UnknownNameError):
            records.find(text)


def test_two_records_with_one_job_id_give_the_newer(tmp_path: Path) -> None:
    records = Records(tmp_path)
    records.write(record(1, job_id=7))
    records.write(record(2, job_id=7))
    assert records.find("local/7").name == "job-2"


def test_a_job_id_that_came_twice_is_told_apart_by_date(tmp_path: Path) -> None:
    """Slurm starts again at 1 after its largest number, and when a site sets its controller up anew."""
    records = Records(tmp_path)
    times = {1: datetime(2026, 3, 1, 9), 2: datetime(2026, 11, 23, 21, 41), 3: datetime(2026, 11, 24)}
    for number, at in times.items():
        records.write(record(number, job_id=7, submitted_at=at.timestamp(), cluster="lumi" if number == 3 else "local"))
    assert records.find("local/7").name == "job-2"
    assert records.find("local/7@2026-03").name == "job-1"
    assert records.find("local/7@2026-11-23 21:41").name == "job-2"
    assert records.find("lumi/7").name == "job-3", "another cluster counts for itself"
    with pytest.raises(UnknownNameError):
        records.find("local/7@2025")
    found = records.load().records
    assert [other.name for other in namesakes(records.find("local/7"), found)] == ["job-1"]
    assert namesakes(records.find("lumi/7"), found) == ()
    assert namesakes(record(9, job_id=None), found) == ()
    records.update(records.find("local/7").id, lambda old: replace(old, problem="only here"))
    assert [found.problem for found in records.load().records] == ["", "only here", ""]


def test_a_run_is_found_by_the_numbers_that_it_had(tmp_path: Path) -> None:
    """It went on as another job, or Slurm held it twice for a while."""
    records = Records(tmp_path)
    at = datetime(2026, 3, 1, 9).timestamp()
    records.write(record(1, job_id=8, former=(7, 5), past_others=(6,), submitted_at=at))
    assert [records.find(f"local/{number}").name for number in (8, 7, 6, 5)] == ["job-1"] * 4
    for text in ("lumi/7", "local/9", "local/None"):
        with pytest.raises(UnknownNameError):
            records.find(text)
    records.write(record(2, job_id=None, former=()))
    with pytest.raises(UnknownNameError):
        records.find("local/None")
    records.write(replace(record(3, job_id=7), created_at=1.0))
    assert records.find("local/7").name == "job-3", "whose number it is now goes first, and this is the older record"
    assert records.find("local/7@2026-03").name == "job-1"
    assert [each.name for each in namesakes(records.find("local/7"), records.load().records)] == ["job-1"]


def test_find_by_name(tmp_path: Path) -> None:
    records = Records(tmp_path)
    for number, name in enumerate(("llama", "llama-2", "Überprüfung", "twice", "twice"), 1):
        records.write(record(number, name=name))
    assert records.find("llama").name == "llama", "the whole name comes before a part"
    assert records.find("AMA-2").name == "llama-2"
    assert records.find("überp").name == "Überprüfung"
    for text in ("lama", "twice"):
        with pytest.raises(UnknownNameError, match="2 jobs have") as caught:
            records.find(text)
        assert "0000000" in caught.value.hint


def test_a_forgotten_record_can_be_put_back(tmp_path: Path) -> None:
    records = Records(tmp_path / "records", tmp_path / "index.sqlite")
    for number in (1, 2):
        records.write(record(number))
    records.load()
    records.forget(record(1).id)
    assert [found.name for found in records.load().records] == ["job-2"]
    assert records.forgotten().records == (record(1),)
    assert records.update_many({record(1).id: lambda old: replace(old, problem="x")}) == {}
    with pytest.raises(UnknownNameError):
        records.forget(record(1).id)
    assert records.restore("job-1") == record(1)
    assert [found.name for found in records.load().records] == ["job-2", "job-1"]
    with pytest.raises(UnknownNameError):
        records.restore("job-1")
    with records.submitting(record(2).id), pytest.raises(RequestError, match="being submitted"):
        records.forget(record(2).id)


def test_a_run_is_created_once(tmp_path: Path) -> None:
    records = Records(tmp_path)
    assert records.create(record(1)) == record(1)
    with pytest.raises(RequestError, match="already"):
        records.create(record(1))


def test_a_journal_that_cannot_be_written_says_where_and_why(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    records = Records(tmp_path / "file" / "records")
    with pytest.raises(JournalError, match="Not a directory") as caught:
        records.write(record(1))
    assert str(tmp_path) in caught.value.message
    (problem,) = records.load().problems
    assert problem.endswith("cannot be read: Not a directory")


def test_a_path_that_is_not_utf_8_is_kept(tmp_path: Path) -> None:
    made = record(1, base=os.fsdecode(b"/home/\xe9t\xe9"), name="ü")
    Records(tmp_path).write(made)
    assert Records(tmp_path).get(made.id) == made


def _add_one(folder: str, times: int) -> None:
    for _ in range(times):
        Records(Path(folder)).update(record(1).id, lambda old: replace(old, time_limit_s=(old.time_limit_s or 0) + 1))


def test_updates_of_several_processes_are_all_kept(tmp_path: Path) -> None:
    Records(tmp_path).write(record(1, time_limit_s=0))
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_add_one, args=(str(tmp_path), 25)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert Records(tmp_path).get(record(1).id).time_limit_s == 75


def test_many_updates_write_only_what_differs(tmp_path: Path) -> None:
    records = Records(tmp_path)
    for number in (1, 2, 3):
        records.write(record(number))
    before = {path.name: path.stat().st_ino for path in tmp_path.glob("*.json")}
    changes = {
        record(1).id: lambda old: replace(old, problem="new"),
        record(2).id: lambda old: old,
        record(9).id: lambda old: replace(old, problem="not there"),
        "../x": lambda old: old,
    }
    found = records.update_many(changes)
    assert {run_id: one.problem for run_id, one in found.items()} == {record(1).id: "new", record(2).id: ""}
    after = {path.name: path.stat().st_ino for path in tmp_path.glob("*.json")}
    assert {name for name in after if after[name] != before[name]} == {f"{record(1).id}.json"}


def test_a_submission_is_seen_while_it_lasts(tmp_path: Path) -> None:
    records = Records(tmp_path)
    assert not records.being_submitted(record(1).id)
    with records.submitting(record(1).id):
        assert Records(tmp_path).being_submitted(record(1).id)
    assert not records.being_submitted(record(1).id)


def test_a_damaged_record_is_told_from_one_that_is_not_there(tmp_path: Path) -> None:
    records = Records(tmp_path)
    (tmp_path / f"{'a' * 32}.json").write_text("{")
    for ask in (records.get, records.forget, lambda run_id: records.update(run_id, lambda old: old)):
        with pytest.raises(JournalError, match="cannot be read"):
            ask("a" * 32)
        with pytest.raises(UnknownNameError):
            ask("b" * 32)
    for text in ("a", "AAAA"):
        with pytest.raises(JournalError, match="cannot be read"):
            records.find(text)
    with pytest.raises(UnknownNameError) as caught:
        records.find("lumi/7")
    assert "1 of the list's files cannot be read" in caught.value.hint


def newer(path: Path, **more: object) -> dict[str, object]:
    """Write into a record's file what a newer llmtui could have written."""
    raw = {**json.loads(path.read_text()), **more}
    path.write_text(json.dumps(raw))
    return raw


def test_what_a_newer_llmtui_wrote_outlives_an_older_one(tmp_path: Path) -> None:
    records = Records(tmp_path)
    made = records.write(record(7, status=JobStatus("PENDING"), status_at=1.0))
    path = tmp_path / f"{made.id}.json"
    raw = newer(path, project="alpha", tags=["x"])
    raw["status"]["energy_j"] = 5  # type: ignore[index]
    path.write_text(json.dumps(raw))
    records.update(made.id, lambda old: replace(old, problem="away"))
    told = json.loads(path.read_text())
    assert (told["project"], told["tags"], told["status"]["energy_j"], told["problem"]) == ("alpha", ["x"], 5, "away")
    records.write(replace(made, status=JobStatus("RUNNING")))
    told = json.loads(path.read_text())
    assert (told["project"], told["status"].get("energy_j"), told["status"]["state"]) == ("alpha", None, "RUNNING")
    assert records.get(made.id) == replace(made, status=JobStatus("RUNNING"))


def test_a_record_of_another_version_is_neither_guessed_nor_rewritten(tmp_path: Path) -> None:
    records = Records(tmp_path)
    made = records.write(record(7))
    path = tmp_path / f"{made.id}.json"
    newer(path, version=2)
    text = path.read_text()
    with pytest.raises(JournalError, match="newer llmtui"):
        records.write(made)
    with pytest.raises(JournalError, match="newer llmtui"):
        records.update(made.id, lambda old: replace(old, problem="x"))
    assert records.update_many({made.id: lambda old: replace(old, problem="x")}) == {}
    assert (path.read_text(), records.load().records) == (text, ())
    assert "newer llmtui" in records.load().problems[0]
    assert [found.name for found in tmp_path.iterdir() if found.name.endswith(".tmp")] == []
