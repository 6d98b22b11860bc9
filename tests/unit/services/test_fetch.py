"""Results come to this machine whole or not at all, and nothing that a cluster names leads out of the folder."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.fakes.runs import REST, RESULTS, FaultyTransport, ended, link, write_run

from llmtui.domain.record import JobRecord
from llmtui.errors import CannotTellError, LlmtuiError, RequestError
from llmtui.services.journal import locks
from llmtui.services.runs import fetch as module
from llmtui.services.runs.fetch import Fetched, StoppedError, default_folder, fetch, plan_fetch
from llmtui.services.runs.fetchnote import LOCK, NOTE
from llmtui.services.runs.runfiles import GoneError, What, is_result


class Desk:
    """One run that has ended, and a folder of this machine for its results."""

    def __init__(self, folder: Path) -> None:
        self.root, self.target = folder / "cluster", folder / "here"
        self.transport = FaultyTransport()
        self.link = link(self.root, self.transport)
        self.record: JobRecord = ended(self.root)
        self.run = write_run(self.record)
        self.told: list[tuple[int, int, str]] = []

    def fetch(self, what: What = "results", stop: Callable[[], bool] = lambda: False) -> Fetched:
        self.told.clear()
        self.transport.copied.clear()
        return fetch(self.link, self.record, self.target, lambda *words: self.told.append(words), what, stop=stop)

    def here(self) -> dict[str, bytes]:
        """What is in the folder, without what llmtui notes there."""
        found = {str(path.relative_to(self.target)): path for path in self.target.rglob("*") if path.is_file()}
        return {name: path.read_bytes() for name, path in found.items() if name != NOTE}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_sizes_are_known_before(desk: Desk) -> None:
    plan = plan_fetch(desk.link, desk.record)
    assert desk.transport.scripts == 1
    assert {file.path for file in plan.results} == set(RESULTS)
    assert {file.path for file in plan.rest} == set(REST)
    assert plan.bytes("results") == sum(map(len, RESULTS.values()))
    assert plan.bytes("all") == plan.bytes("results") + sum(map(len, REST.values()))
    assert plan.left_out == ()


@pytest.mark.parametrize("what", ["results", "all"])
def test_what_was_asked_for_comes_whole(desk: Desk, what: What) -> None:
    fetched = desk.fetch(what)
    wanted = RESULTS if what == "results" else {**RESULTS, **REST}
    assert desk.here() == wanted
    assert (fetched.files, fetched.bytes, fetched.kept) == (len(wanted), sum(map(len, wanted.values())), 0)
    done = [done for done, _, _ in desk.told]
    assert done == sorted(done)
    assert desk.told[-1][0] == desk.told[-1][1] == fetched.bytes
    adapter = desk.target / "output/adapter_model.safetensors"
    assert adapter.stat().st_mtime == 1.7e9
    assert adapter.stat().st_mode & 0o777 == 0o600


def test_a_second_fetch_brings_only_what_changed(desk: Desk) -> None:
    desk.fetch()
    (desk.run / "slurm-1.out").write_bytes(b"more\n")
    fetched = desk.fetch()
    assert (fetched.files, fetched.kept) == (1, len(RESULTS) - 1)
    assert desk.here()["slurm-1.out"] == b"more\n"
    assert desk.fetch("all").files == len(REST)


def test_a_lost_link_leaves_whole_files_and_the_next_fetch_goes_on(desk: Desk) -> None:
    desk.transport.lost_after = 200_000
    with pytest.raises(CannotTellError, match=r"lumi was lost: \d of 9 files are in") as caught:
        desk.fetch()
    assert "again" in caught.value.hint
    before = desk.here()
    assert before.items() <= RESULTS.items(), "no part of a file, no file with another name"
    assert before
    desk.transport.lost_after = None
    assert desk.fetch().kept == len(before)
    assert desk.here() == RESULTS


def test_what_a_killed_fetch_left_is_no_hindrance(desk: Desk) -> None:
    """It had brought a file and not noted it, and had another one on its way."""
    desk.fetch()
    (desk.target / NOTE).write_text((desk.target / NOTE).read_text().replace("answers.jsonl", "other"))
    part = desk.target / "output" / f".llmtui-{desk.record.id[:8]}-0123456789abcdef.part"
    part.write_bytes(b"half")
    (part.parent / f".{part.name}.x8y.part").write_bytes(b"half")
    os.unlink(desk.target / "output/adapter_config.json")
    assert desk.fetch().files == 1
    assert desk.here() == RESULTS


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP], ids=errno.errorcode.get)
def test_a_file_system_without_hard_links(desk: Desk, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """As on a stick with FAT, or a share of another machine."""

    def link(*words: object, **named: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", link)
    assert desk.fetch("all").files == len(RESULTS) + len(REST)
    assert desk.here()["output/adapter_model.safetensors"] == RESULTS["output/adapter_model.safetensors"]
    assert desk.fetch("all").files == 0


def test_it_stops_between_two_pieces(desk: Desk) -> None:
    asked = iter(range(100))
    with pytest.raises(StoppedError, match="of 9 files are in"):
        desk.fetch(stop=lambda: next(asked) > 5)
    before = desk.here()
    assert 0 < len(before) < len(RESULTS)
    assert before.items() <= RESULTS.items()
    desk.fetch()
    assert desk.here() == RESULTS


def test_a_folder_with_other_things_is_left_alone(desk: Desk) -> None:
    desk.target.mkdir()
    (desk.target / "job.sh").write_text("mine")
    with pytest.raises(RequestError, match="has other things in it"):
        desk.fetch()
    assert desk.here() == {"job.sh": b"mine"}
    shutil.rmtree(desk.target)
    desk.target.write_text("a file")
    with pytest.raises(RequestError, match="has other things in it"):
        desk.fetch()


def test_the_results_of_two_runs_do_not_mix(desk: Desk) -> None:
    desk.fetch()
    desk.record = ended(desk.root, 2)
    write_run(desk.record)
    with pytest.raises(RequestError, match="holds the results of run 00000000"):
        desk.fetch()


@pytest.mark.parametrize("name", ["answers.jsonl", "output/adapter_config.json"])
def test_a_file_that_the_user_changed_is_not_written_over(desk: Desk, name: str) -> None:
    desk.fetch()
    (desk.target / name).write_text("my own words")
    (desk.run / name).write_text("new from the cluster")
    with pytest.raises(RequestError, match="is not as it was fetched"):
        desk.fetch()
    assert (desk.target / name).read_text() == "my own words"


def test_a_link_that_somebody_put_here_is_not_followed(desk: Desk, tmp_path: Path) -> None:
    desk.fetch()
    shutil.rmtree(desk.target / "output")
    (tmp_path / "elsewhere").mkdir()
    (desk.target / "output").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RequestError, match="leads out of the folder"):
        desk.fetch()
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_two_fetches_into_one_folder_do_not_meet(desk: Desk) -> None:
    desk.fetch()
    with locks.held(desk.target / LOCK), pytest.raises(RequestError, match="another llmtui fetches"):
        desk.fetch()
    assert desk.fetch().files == 0


def test_a_disk_without_room_is_said_before(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10, 5, 5))  # type: ignore[attr-defined]
    with pytest.raises(LlmtuiError, match="room for 5 B"):
        desk.fetch()
    assert desk.transport.copied == []


def test_a_file_that_never_ends_is_given_up(desk: Desk) -> None:
    desk.transport.grow = module._GROWTH + 1
    with pytest.raises(RequestError, match="grows faster"):
        desk.fetch()
    assert desk.here() == {}


def test_a_file_that_goes_while_others_come_is_said(desk: Desk) -> None:
    os.unlink(desk.run / "answers.jsonl")
    listed = plan_fetch(desk.link, desk.record)
    (desk.run / "answers.jsonl").write_bytes(b"{}\n")
    assert len(listed.results) == len(RESULTS) - 1

    def gone(done: int, total: int, path: str) -> None:
        if (desk.run / "run.json").exists():
            os.unlink(desk.run / "run.json")

    fetched = fetch(desk.link, desk.record, desk.target, gone)
    assert fetched.left_out == ("run.json: is no longer there",)
    assert set(desk.here()) == set(RESULTS) - {"run.json"}


# What a cluster may say


def _listing(*entries: str) -> str:
    return "there\n" + "".join(f"{entry}\0" for entry in entries)


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../x",
        "output/../../x",
        "a//b",
        "./a",
        "a\nb",
        "a\x1b[2Jb",
        "a\u202eb",
        "a\ufffdb",
        "x" * 256,
        "/".join("abcdefghijklmno"),
        "y/" * 5 + "z" * 250 + "/" + "é" * 200,
        NOTE,
        LOCK,
    ],
)
def test_a_name_that_leads_anywhere_is_left_out(desk: Desk, path: str) -> None:
    desk.transport.answer = _listing(f"f 3 1700000000.5 {path}", "f 2 1700000000.0 run.json")
    fetched = desk.fetch()
    assert set(desk.here()) == {"run.json"}
    assert len(fetched.left_out) == 1
    assert fetched.left_out[0].isprintable()


def test_only_regular_files_come(desk: Desk) -> None:
    (desk.run / "output/link").symlink_to("/etc/passwd")
    (desk.run / "folder-link").symlink_to("/etc")
    os.mkfifo(desk.run / "pipe")
    fetched = desk.fetch("all")
    assert sorted(fetched.left_out) == ["folder-link: a link", "output/link: a link", "pipe: no regular file"]
    assert desk.here() == {**RESULTS, **REST}


def test_names_of_every_kind_that_are_harmless_come(desk: Desk) -> None:
    odd = {"-rf": b"1", "a b": b"2", "$HOME": b"3", "öäü": b"4", "[x]'\"": b"5", "*": b"6", ";rm -x": b"7"}
    write_run(desk.record, odd)
    desk.fetch()
    assert odd.items() <= desk.here().items()


@pytest.mark.parametrize("answer", ["there\nf x y z\0", "there\nf 1 2\0", "nonsense", "", "unknown\n"])
def test_an_answer_that_is_none_is_said(desk: Desk, answer: str) -> None:
    desk.transport.answer = answer
    with pytest.raises(CannotTellError):
        desk.fetch()


def test_more_files_than_any_run_has(desk: Desk) -> None:
    desk.transport.answer = _listing(*(f"f 1 1.0 {number}" for number in range(20_001)))
    with pytest.raises(RequestError, match="more than 20000 files") as caught:
        desk.fetch()
    assert "rsync" in caught.value.hint


def test_a_folder_that_is_gone_is_said_so(desk: Desk) -> None:
    shutil.rmtree(desk.run)
    with pytest.raises(GoneError, match="the run's folder is gone from lumi"):
        desk.fetch()
    shutil.rmtree(desk.root)
    with pytest.raises(CannotTellError):
        desk.fetch()


def test_a_run_folder_that_is_a_link_is_not_read(desk: Desk) -> None:
    shutil.rmtree(desk.run)
    desk.run.symlink_to("/etc")
    with pytest.raises(RequestError, match="is a link now"):
        desk.fetch()


def test_no_results_yet(desk: Desk) -> None:
    for path in desk.run.iterdir():
        if path.name not in {"manifest.json", "inputs"}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(RequestError, match="holds no results"):
        desk.fetch()
    assert not desk.target.exists()


def test_which_files_are_results() -> None:
    assert is_result("output/model-00001-of-00004.safetensors")
    assert is_result("output/pytorch_model.bin")
    assert is_result("my-inputs/latest.txt")
    assert not is_result("output/checkpoint-100/trainer_state.json")
    assert not is_result("output/pytorch_model_fsdp_0/x.distcp")


def test_a_folders_name_comes_of_the_run(desk: Desk) -> None:
    assert default_folder(ended(desk.root, 0x1234567890, name="../ä b$c")) == "-ä-b-c-00000000"
    assert default_folder(ended(desk.root, name="...")) == "job-00000000"


def test_a_fetch_that_runs_is_stopped_from_another_thread(desk: Desk) -> None:
    """As the app does it: the worker reads a flag."""
    flag = threading.Event()
    begun = threading.Event()
    failed: list[BaseException] = []

    def stop() -> bool:
        begun.set()
        time.sleep(0.01)
        return flag.is_set()

    def work() -> None:
        try:
            desk.fetch("all", stop)
        except StoppedError as error:
            failed.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(10)
    flag.set()
    thread.join(10)
    assert len(failed) == 1
