"""events.jsonl survives kills, figures that are no numbers and disks that go away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmtui.runtime import events as ev
from llmtui.runtime.errors import RunError
from llmtui.runtime.events import Events, read_lines, without_superseded
from llmtui.runtime.progress import Stopwatch, grouped


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    events = Events(str(path))
    events.write(ev.PHASE, phase=ev.LOADING)
    events.write(ev.LOG, step=1, loss=2.5, note="line\nbreak and \u2028")
    found = read_lines(path.read_text(encoding="utf-8"))
    assert [event["event"] for event in found] == [ev.PHASE, ev.LOG]
    assert found[1]["note"] == "line\nbreak and \u2028"
    assert found[0]["time"] <= found[1]["time"]


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), -float("inf")])
def test_a_figure_that_is_no_number_becomes_null_and_is_named(tmp_path: Path, figure: float) -> None:
    path = tmp_path / "events.jsonl"
    Events(str(path)).write(ev.LOG, step=3, loss=figure, grad_norm=1.0)

    def refuse(word: str) -> Any:
        raise AssertionError(f"{word} is not JSON")

    event = json.loads(path.read_text(), parse_constant=refuse)
    assert event["loss"] is None
    assert event["nonfinite"] == ["loss"]
    assert event["grad_norm"] == 1.0


def test_only_rank_0_reports_but_any_rank_tells_its_error(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    events = Events(str(path), rank=1)
    events.write(ev.LOG, step=1, loss=1.0)
    events.write(ev.ERROR, message="out of memory", rank=1)
    assert [(event["event"], event.get("rank")) for event in read_lines(path.read_text())] == [(ev.ERROR, 1)]


def test_a_run_that_goes_on_does_not_append_to_a_cut_line(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text('{"event": "log", "step": 1}\n{"event": "log", "st')
    Events(str(path)).write(ev.LOG, step=2)
    assert [event["step"] for event in read_lines(path.read_text())] == [1, 2]


def test_a_place_that_cannot_be_written_ends_the_run_at_once(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"cannot write .*: No such file"):
        Events(str(tmp_path / "nowhere" / "events.jsonl")).write(ev.PHASE, phase=ev.LOADING)


def test_a_place_that_goes_away_later_is_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    events = Events(str(folder / "events.jsonl"))
    events.write(ev.PHASE, phase=ev.LOADING)
    folder.rename(tmp_path / "moved")
    events.write(ev.LOG, step=1)
    assert "llmtui: warning: cannot write" in capsys.readouterr().err


@given(st.lists(st.dictionaries(st.sampled_from(["event", "step", "x"]), st.text() | st.integers())), st.data())
def test_the_reader_takes_any_text_and_all_whole_events(rows: list[dict[str, Any]], data: st.DataObject) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    whole = [row for row in rows if isinstance(row.get("event"), str)]
    assert read_lines(text) == whole
    cut = read_lines(text[: data.draw(st.integers(0, len(text)))])
    assert cut == whole[: len(cut)]


@given(st.text())
def test_the_reader_passes_over_what_is_no_event(text: str) -> None:
    assert all(isinstance(event["event"], str) for event in read_lines(text))


def test_steps_that_a_resumed_run_did_again_count_once() -> None:
    def log(step: int, loss: float) -> dict[str, Any]:
        return {"event": ev.LOG, "step": step, "loss": loss}

    begin = {"event": ev.TRAIN_BEGIN, "step": 2}
    saved = {"event": ev.CHECKPOINT, "step": 2}
    events = [log(2, 5.0), saved, log(4, 4.0), begin, log(4, 4.5), log(6, 3.0)]
    assert without_superseded(events) == [log(2, 5.0), saved, begin, log(4, 4.5), log(6, 3.0)]


@given(st.lists(st.tuples(st.floats(0, 100), st.booleans())))
def test_the_stopwatch_counts_only_while_it_runs(moves: list[tuple[float, bool]]) -> None:
    now = [0.0]
    watch = Stopwatch(lambda: now[0])
    expected, running = 0.0, False
    for seconds, start in moves:
        now[0] += seconds
        expected += seconds if running else 0.0
        running = start
        if start:
            watch.start()
        else:
            watch.stop()
    assert watch.seconds == pytest.approx(expected)


def test_digits_stand_in_threes() -> None:
    assert [grouped(number) for number in (0, 999.4, 1234, 1234567.8)] == ["0", "999", "1 234", "1 234 568"]
