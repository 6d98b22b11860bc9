"""Following files that grow, vanish, shrink and are rewritten."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.files import FakeFiles

from llmtui.domain.record import LogChunk
from llmtui.runtime import events as ev
from llmtui.services.runs import logs
from llmtui.services.runs.logs import LogFollower
from llmtui.services.runs.metrics import MetricsFollower, last_error

_PIECES = st.lists(st.sampled_from([b"step 1\n", b" 10%\r", "é".encode(), b"\n", b"\xc3", b"\x1b[1m", b"end"]))


@given(st.lists(_PIECES, max_size=6))
def test_however_the_file_grows_the_text_is_the_same(steps: list[list[bytes]]) -> None:
    files = FakeFiles()
    follower = LogFollower(files, "/log")
    text = follower.poll().text
    files.contents["/log"] = b""
    for step in steps:
        files.contents["/log"] += b"".join(step)
        text += follower.poll().text
    whole = LogFollower(files, "/log")
    assert text + follower.finish() == whole.poll().text + whole.finish()


def test_a_file_that_is_not_there_yet_is_an_empty_chunk() -> None:
    assert LogFollower(FakeFiles(), "/log").poll() == LogChunk("", 0, 0)
    assert LogFollower(FakeFiles(), "").poll() == LogChunk("", 0, 0)


def test_a_file_that_cannot_be_read_keeps_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    files = FakeFiles()
    files.contents["/log"] = b"one\ntwo"
    follower = LogFollower(files, "/log")
    follower.poll()
    with monkeypatch.context() as away:
        away.setattr(files, "read_at", _refused)
        assert follower.poll() == LogChunk("", 7, 7)
    files.contents["/log"] += b"\n"
    assert follower.poll() == LogChunk("two\n", 8, 8)


def test_a_jump_that_cannot_be_made_is_made_later(monkeypatch: pytest.MonkeyPatch) -> None:
    files = FakeFiles()
    files.contents["/log"] = b"0123456\n" * (logs.BEHIND // 4)
    follower = LogFollower(files, "/log")
    whole = files.read_at
    with monkeypatch.context() as away:
        away.setattr(files, "read_at", lambda path, at, size: whole(path, at, size) if at == 0 else _refused())
        chunk = follower.poll()
        assert (chunk.text, chunk.offset, chunk.size) == ("", 0, logs.BEHIND * 2)
    chunk = follower.poll()
    assert (chunk.text[-8:], chunk.offset, chunk.skipped > logs.BEHIND) == ("0123456\n", logs.BEHIND * 2, True)


def _refused(*words: object) -> tuple[bytes, int]:
    raise OSError("the link is gone")


def test_nothing_new_reads_nothing_old() -> None:
    files = FakeFiles()
    files.contents["/log"] = b"one\ntwo"
    follower = LogFollower(files, "/log")
    assert follower.poll() == LogChunk("one\n", 7, 7)
    assert follower.poll() == LogChunk("", 7, 7)
    assert follower.open_line == "two"


@pytest.mark.parametrize("rewritten", [b"new\n", b"an entirely new file that is longer\n", b"one\nTWO\nthree\n"])
def test_a_file_that_was_started_anew_is_read_from_its_beginning(rewritten: bytes) -> None:
    files = FakeFiles()
    files.contents["/log"] = b"one\ntwo\n"
    follower = LogFollower(files, "/log")
    follower.poll()
    files.contents["/log"] = rewritten
    chunk = follower.poll()
    assert chunk.restarted
    assert chunk.text == rewritten.decode()
    assert not follower.poll().restarted


def test_far_behind_jumps_to_the_end_unless_all_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "READ", 1000)
    monkeypatch.setattr(logs, "BEHIND", 20_000)
    lines = [f"line {number}\n" for number in range(10_000)]
    files = FakeFiles()
    files.contents["/log"] = "".join(lines).encode()
    chunk = LogFollower(files, "/log").poll()
    assert chunk.skipped > 90_000
    assert chunk.text.endswith("line 9999\n")
    assert chunk.text.splitlines(keepends=True)[0] in lines
    assert chunk.skipped + len(chunk.text) == chunk.size == chunk.offset
    assert files.reads < 5
    follower = LogFollower(files, "/log", from_start=True)
    whole = ""
    while chunk := follower.poll():
        if not chunk.text:
            break
        assert chunk.skipped == 0
        whole += chunk.text
    assert whole == "".join(lines)


def test_a_progress_bar_without_line_ends_does_not_stop_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "READ", 100)
    files = FakeFiles()
    files.contents["/log"] = b" 50%|####\r" * 90 + b"\nafter\n"
    assert LogFollower(files, "/log", from_start=True).poll().text == " 50%|####\nafter\n"


def _lines(*events: object) -> bytes:
    return b"".join(json.dumps(event).encode() + b"\n" for event in events)


def test_figures_come_once_their_line_is_whole() -> None:
    files = FakeFiles()
    follower = MetricsFollower(files, "/events")
    assert follower.poll().points == ()
    data = _lines(
        {"event": "log", "step": 1, "epoch": 0.5, "loss": 3.5, "lr": 1e-3},
        {"event": "eval", "step": 1, "epoch": 0.5, "eval_loss": 3.0},
    )
    for end in range(0, len(data) + 1, 7):
        files.contents["/events"] = data[:end]
        follower.poll()
    files.contents["/events"] = data
    metrics = follower.poll()
    assert metrics.series("loss") == [(1, 3.5)]
    assert metrics.series("eval_loss", "eval") == [(1, 3.0)]
    assert metrics.points[0].epoch == 0.5


def test_what_is_no_figure_is_passed_over() -> None:
    files = FakeFiles()
    files.contents["/events"] = (
        b'{"event": "log", "step": 1, "loss": NaN, "grad_norm": Infinity, "ok": true, "note": "x", "lr": 1}\n'
        b'{"event": "log", "step": 1e3, "loss": 1}\n{"event": "log", "loss": 1}\n[1]\nnoise\n'
        b'{"event": "log", "step": 2, "loss": 1e999}\n{"event": "log", "step": 3, "loss": 1' + b"0" * 400 + b"}\n"
    )
    assert [point.values for point in MetricsFollower(files, "/events").poll().points] == [(("lr", 1.0),)]


@given(st.lists(st.binary(max_size=40)))
def test_no_bytes_stop_the_reading(parts: list[bytes]) -> None:
    files = FakeFiles()
    files.contents["/events"] = b"\n".join(parts) + b"\n" + _lines({"event": "log", "step": 1, "loss": 2.0})
    assert (1, 2.0) in MetricsFollower(files, "/events").poll().series("loss")


def test_a_run_started_anew_starts_the_curve_anew() -> None:
    files = FakeFiles()
    files.contents["/events"] = _lines(*({"event": "log", "step": step, "loss": 1.0} for step in range(5)))
    follower = MetricsFollower(files, "/events")
    assert len(follower.poll().points) == 5
    files.contents["/events"] = _lines({"event": "log", "step": 1, "loss": 1.0})
    assert len(follower.poll().points) == 1


def test_facts_of_a_run_that_was_resumed_and_failed() -> None:
    files = FakeFiles()
    first = [
        {"event": ev.START, "world_size": 4, "device": "cpu"},
        {"event": ev.TRAIN_BEGIN, "step": 0, "max_steps": 9, "wrapped": "DistributedDataParallel"},
        *({"event": ev.LOG, "step": step, "loss": 1.0, "peak_bytes": 100 + step} for step in (1, 2, 3)),
        {"event": ev.ERROR, "message": "killed", "rank": 0},
    ]
    again = [
        {"event": ev.START, "world_size": 2, "device": "cpu"},
        {"event": ev.TRAIN_BEGIN, "step": 1, "max_steps": 9, "wrapped": "DistributedDataParallel"},
        {"event": ev.PHASE, "phase": ev.TRAINING},
        {"event": ev.LOG, "step": 2, "loss": 0.5, "peak_bytes": 50},
        {"event": ev.ERROR, "message": "the data ended", "rank": 1},
        {"event": ev.ERROR, "message": "a peer is gone", "rank": 0},
    ]
    files.contents["/events"] = _lines(*first, *again)
    metrics = MetricsFollower(files, "/events").poll()
    assert metrics.series("loss") == [(1, 1.0), (2, 0.5)]
    facts = metrics.facts
    assert (facts.world_size, facts.max_steps, facts.wrapped) == (2, 9, "DistributedDataParallel")
    assert (facts.phase, facts.peak_bytes, facts.error) == ("training", 103, "the data ended")
    assert last_error(files, "/events") == "the data ended"
    assert last_error(files, "/none") == ""
