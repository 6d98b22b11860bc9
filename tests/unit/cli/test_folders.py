"""fetch and clean: results to this machine, run folders away; nothing without --yes."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.records import record
from tests.fakes.runs import REST, RESULTS, write_run

from llmtui.domain.record import JobRecord, JobStatus
from llmtui.services.journal.records import Records
from llmtui.services.paths import Paths
from llmtui.services.session import Session

from .conftest import Answer

Run = Callable[..., Answer]


class Home:
    """Two ended runs and one that waits, on the embedded cluster."""

    def __init__(self) -> None:
        self.records = Records(Paths.default().records)
        root = Path(Session().cluster("local").run_root)
        now = time.time()
        ended = JobStatus("COMPLETED", end=now - 40 * 86400)
        late = JobStatus("FAILED", end=now - 7200)
        self.old, self.new, self.waiting = (
            self.records.write(record(number, id=f"{number}" * 32, run_dir=f"{root}/{f'{number}' * 32}", **changes))
            for number, changes in (
                (1, {"status": ended, "seen": "fresh"}),
                (2, {"status": late, "seen": "fresh"}),
                (3, {"submission": "REJECTED", "problem": "no", "deleted_at": 1.7e9, "job_id": None}),
            )
        )
        for run in (self.old, self.new):
            write_run(run)
        (Path(self.old.run_dir) / "large").write_bytes(b"x" * 1_000_000)

    def get(self, run: JobRecord) -> JobRecord:
        return self.records.get(run.id)


@pytest.fixture
def home(llmtui: Run) -> Home:
    return Home()


def test_fetch_brings_results_and_says_where(llmtui: Run, home: Home, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    answer = llmtui("fetch", "1111", target)
    assert (answer.code, answer.out) == (0, f"{target}\n")
    assert f"{len(RESULTS) + 1} files, " in answer.err
    assert "--all adds" in answer.err
    assert (target / "output/adapter_model.safetensors").stat().st_size == 300_000
    assert not (target / "output/checkpoint-5").exists()
    assert home.get(home.old).fetched_to == str(target)
    again = llmtui("fetch", "1111", "--all", "--json").json
    assert (again["folder"], again["files"], again["kept"]) == (str(target), len(REST), len(RESULTS) + 1)
    assert ["fetched_to", str(target)] in [line.split() for line in llmtui("show", "1111").out.splitlines()]


def test_fetch_makes_a_folder_of_its_own(
    llmtui: Run, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    assert llmtui("fetch", "2222", "--json").json["folder"] == str(tmp_path / "cwd" / "job-2-22222222")
    answer = llmtui("fetch", "1111", tmp_path)
    assert answer.code == 2
    assert "has other things in it" in answer.err
    answer = llmtui("fetch", "1111", "~nosuchuser/x")
    assert (answer.code, answer.out) == (2, "")
    assert "no such user: nosuchuser" in answer.err


def test_clean_lists_and_touches_nothing(llmtui: Run, home: Home) -> None:
    answer = llmtui("clean")
    assert answer.code == 0
    assert [line.split()[0] for line in answer.out.splitlines()] == ["id", "11111111", "22222222"]
    assert "40 d ago" in answer.out
    assert "2 h ago" in answer.out
    assert "nothing was deleted" in answer.err
    found = llmtui("clean", "--older-than", "30", "--json").json
    runs = found["runs"]
    assert isinstance(runs, list)
    assert [run["id"] for run in runs] == [home.old.id]
    assert found["dry_run"] is True
    assert runs[0]["bytes"] == found["bytes"]
    assert Path(home.old.run_dir).is_dir()


def test_clean_deletes_what_was_named(llmtui: Run, home: Home) -> None:
    answer = llmtui("clean", "--older-than", "30", "--yes")
    assert answer.code == 0
    assert "deleted" in answer.out
    assert not Path(home.old.run_dir).exists()
    assert Path(home.new.run_dir).is_dir()
    assert home.get(home.old).deleted_at is not None
    logs = llmtui("logs", "1111")
    assert (logs.code, "you deleted it" in logs.err) == (1, True)
    assert llmtui("logs", "1111", "-f").code == 1
    assert llmtui("logs", "2222").code == 0
    gone = llmtui("fetch", "1111")
    assert gone.code == 1
    assert "the run's folder is gone from local" in gone.err
    refused = llmtui("clean", "1111", "--yes")
    assert refused.code == 2
    assert "it has been deleted" in refused.err


def test_clean_wants_to_know_which(llmtui: Run, home: Home) -> None:
    for words in (("--yes",), ("--forget",), ("--older-than", "nan", "--yes"), ("--older-than", "-1", "--yes")):
        assert llmtui("clean", *words).code == 2
    assert Path(home.old.run_dir).is_dir()


def test_a_purged_folder_is_said_and_not_listed(llmtui: Run, home: Home) -> None:
    shutil.rmtree(home.old.run_dir)
    logs = llmtui("logs", "1111", "--json")
    assert (logs.code, logs.json["gone"]) == (1, "the run's folder is gone from local")
    assert "11111111" not in llmtui("clean").out
    named = llmtui("clean", "1111")
    assert "gone" in named.out
    assert "stays: the run's folder is gone" in named.err


def test_forget_and_restore(llmtui: Run, home: Home) -> None:
    assert "--yes does it" in llmtui("clean", "--forget", "1111").err
    assert llmtui("show", "1111").code == 0
    assert llmtui("clean", "--forget", "1111", "--yes").code == 0
    assert llmtui("show", "1111").code == 2
    assert Path(home.old.run_dir).is_dir()
    assert llmtui("clean", "--restore").out.split()[0] == "11111111"
    assert llmtui("clean", "--restore", "1111").code == 0
    assert llmtui("show", "1111").code == 0
    assert llmtui("clean", "--restore", "--json").json["runs"] == []


def test_a_number_that_came_twice_is_told_apart(llmtui: Run, home: Home) -> None:
    home.records.update(home.old.id, lambda old: record(1, id=old.id, job_id=2, submitted_at=1_760_000_000.0))
    answer = llmtui("show", "local/2")
    assert answer.code == 0
    assert "22222222" in answer.out
    assert "the number was also that of 11111111 @2025-10-" in answer.err
    assert llmtui("show", "local/2@2025-10").out.splitlines()[0].endswith("1" * 32)


def test_a_number_that_the_run_has_no_more_is_told_to_be_old(llmtui: Run, home: Home) -> None:
    home.records.update(home.old.id, lambda old: replace(old, job_id=8, former=(7,)))
    answer = llmtui("show", "local/7")
    assert (answer.code, answer.out.splitlines()[0][-32:]) == (0, "1" * 32)
    assert "7 was a job of run 11111111, whose job is 8 now" in answer.err
    assert "was a job" not in llmtui("show", "local/8").err
