"""What needs no screen: text, glyphs, bars, curve, values, arrangement, prospects."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from llmtui.domain.job import JobSpec, Training
from llmtui.domain.memory.types import MemoryEstimate
from llmtui.domain.record import Metrics, RunFacts
from llmtui.errors import RequestError
from llmtui.tui.changes import changed_lines
from llmtui.tui.curve import Range, ascii_lines, braille, columns, value_range
from llmtui.tui.form.arrange import arrange
from llmtui.tui.form.fields import FIELDS
from llmtui.tui.form.rows import ROWS, visible_rows
from llmtui.tui.form.values import to_spec, to_values
from llmtui.tui.fuzzy import best, score
from llmtui.tui.glyphs import ASCII, UNICODE, plain_text, wants_ascii
from llmtui.tui.jobtext import elapsed_s, kind_of, prospect
from llmtui.tui.keys import KEYS, keys_of, shown
from llmtui.tui.screens.jobrows import Cell, difference, matches, widths
from llmtui.tui.stack import filled, part_sizes, scale_bytes, stacked
from llmtui.tui.text import ago, figure, fit, time_of_day

from .fakes import NOW, FakeSession, curve, running
from .fakesites import FIRST, fake_estimate

LETTERS = st.text(st.characters(codec="utf-8"), max_size=60)


@given(LETTERS, st.integers(1, 40), st.booleans())
def test_fit_is_exactly_as_wide_as_asked(text: str, width: int, right: bool) -> None:
    assert cell_len(fit(text, width, right=right)) == width


def test_figures_durations_and_times() -> None:
    assert [figure(value) for value in (1.8423, 31400.0, 0.000016, 0.0, -2.5)] == [
        "1.842",
        "31 400",
        "1.6e-05",
        "0",
        "-2.5",
    ]
    assert [ago(seconds) for seconds in (0, 59, 61, 7200, 200000)] == [
        "0 s ago",
        "59 s ago",
        "1 min ago",
        "2 h ago",
        "2 d ago",
    ]
    assert time_of_day(NOW, NOW + 60) == "14:13"
    assert time_of_day(NOW, NOW + 86400) == "21 Sep 14:13"


def test_the_locale_decides_what_is_drawn() -> None:
    assert wants_ascii({}, "ANSI_X3.4-1968")
    assert wants_ascii({}, "iso-8859-1")
    assert not wants_ascii({}, "UTF-8")
    assert wants_ascii({"LC_ALL": "C"}, "utf-8"), "Python talks UTF-8 in the C locale"
    assert wants_ascii({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "utf-8"), "LC_CTYPE was coerced"
    assert wants_ascii({"LANG": "en_US.UTF-8", "LC_ALL": "POSIX"}, "utf-8")
    assert not wants_ascii({"LC_CTYPE": "C.UTF-8"}, "utf-8")
    assert not wants_ascii({"LANG": "fi_FI.UTF-8"}, "utf-8")
    assert wants_ascii({"LLMTUI_ASCII": "1"}, "UTF-8")
    assert not wants_ascii({"LLMTUI_ASCII": "0"}, "ascii")


def test_both_glyph_sets_are_complete_and_the_ascii_one_is_ascii() -> None:
    for name, sign in vars(ASCII).items():
        other = getattr(UNICODE, name)
        assert isinstance(sign, bool) or (sign.isascii() and sign and other)
    assert plain_text("8 × a – b …", ASCII) == "8 x a - b ..."
    assert plain_text("8 × a", UNICODE) == "8 × a"


def test_fuzzy_wants_all_letters_in_order_and_prefers_runs() -> None:
    names = ["meta-llama/Llama-3.1-8B", "EleutherAI/gpt-neo-1.3B", "google/gemma-2-9b"]
    assert best("gpn", names, str) == ["EleutherAI/gpt-neo-1.3B"]
    assert best("gemma", names, str)[0] == "google/gemma-2-9b"
    assert best("", names, str) == names
    assert score("xyz", "abc") == 0


@given(LETTERS, LETTERS)
def test_fuzzy_finds_every_text_by_its_own_letters(text: str, more: str) -> None:
    lowered = text.lower()
    assert score(lowered, text + more) > 0


@given(st.lists(st.integers(0, 3), max_size=12), st.lists(st.integers(0, 3), max_size=12))
def test_lines_that_did_not_change_are_not_marked(before: list[int], after: list[int]) -> None:
    old, new = [str(number) for number in before], [str(number) for number in after]
    marked = changed_lines(old, new)
    assert all(0 <= index < len(new) for index in marked)
    assert (marked == frozenset()) == (old == new or not new)


# Bars


def estimate_of(length: int, gpus: bool) -> MemoryEstimate:
    session = FakeSession(Path("/nowhere"))
    spec = replace(FIRST, training=replace(FIRST.training, max_length=length))
    if gpus:
        spec = replace(spec, placement=replace(spec.placement, cluster="lumi"))
    return fake_estimate(session.plan(spec, Path("/")))


@given(st.integers(1, 200_000), st.integers(1, 120), st.booleans())
def test_the_bar_is_full_width_and_its_parts_stand_in_order(length: int, width: int, gpus: bool) -> None:
    estimate = estimate_of(length, gpus)
    cells = stacked(estimate, width)
    assert len(cells) == width
    order = [part.key for part, _ in part_sizes(estimate)]
    seen = [order.index(cell.part.key) for cell in cells if cell.part is not None]
    assert seen == sorted(seen)
    assert sum(cell.kind == "capacity" for cell in cells) == 1


@given(st.integers(1, 200_000))
def test_parts_add_up_to_the_total_and_end_where_it_stands(length: int) -> None:
    estimate = estimate_of(length, gpus=False)
    assert sum(size for _, size in part_sizes(estimate)) == estimate.total
    cells = stacked(estimate, 1000)
    last = max(index for index, cell in enumerate(cells) if cell.part is not None)
    share = estimate.total / scale_bytes(estimate)
    assert abs(last - share * 1000) <= 2


@pytest.mark.parametrize(
    ("used", "capacity", "cells"), [(0, 10, 0), (1, 1000, 1), (5, 10, 10), (99, 10, 20), (5, None, 0)]
)
def test_a_plain_bar(used: int, capacity: int | None, cells: int) -> None:
    assert filled(used, capacity, 20) == cells


# Curve

POINTS = st.lists(st.tuples(st.floats(0, 1e6), st.floats(-1e9, 1e9)), min_size=1, max_size=60)


@given(POINTS, st.integers(1, 60), st.integers(1, 20))
def test_the_curve_fills_its_grid_and_nothing_else(points: list[tuple[float, float]], width: int, height: int) -> None:
    x_range = value_range([x for x, _ in points])
    y_range = value_range([y for _, y in points])
    for draw in (braille, ascii_lines):
        rows = draw(sorted(points), x_range, y_range, width, height)
        assert len(rows) == height
        assert {len(row) for row in rows} == {width}
        assert any(row.strip() for row in rows)


def test_a_column_shows_the_smallest_and_largest_of_its_points() -> None:
    found = columns([(0, 0.0), (0, 9.0), (1, 5.0)], Range(0, 2), Range(0, 10), 2, 10)
    assert found[0] == (0, 9)


def test_gaps_are_joined_and_infinities_passed_over() -> None:
    found = columns([(0, 0.0), (9, 10.0), (5, math.inf), (6, math.nan)], Range(0, 10), Range(0, 11), 10, 11)
    assert all(span is not None for span in found)
    lows = [span[0] for span in found if span is not None]
    assert lows == sorted(lows, reverse=True)
    assert value_range([math.nan]).low < value_range([]).high


# Form


def test_every_field_says_what_it_is_and_where_to_read_more() -> None:
    for field in FIELDS.values():
        assert field.help.endswith(".")
        assert field.link.startswith("https://")
    assert {key for row in ROWS for key in row.keys} == set(FIELDS)


@given(
    st.builds(
        Training,
        dataset=st.none() | st.sampled_from(["rows.jsonl", "some/rows"]),
        dataset_config=st.none() | st.just("plain_text"),
        dataset_train_split=st.sampled_from(["train", "validation"]),
        method=st.sampled_from(["full", "lora", "qlora"]),
        sharding=st.sampled_from(["none", "ddp", "fsdp", "zero3"]),
        learning_rate=st.floats(0, 10, allow_nan=False),
        num_train_epochs=st.floats(0.01, 100),
        max_length=st.integers(-5, 10**9),
        gradient_checkpointing=st.booleans(),
        weight_decay=st.floats(0, 1),
    )
)
def test_a_spec_comes_back_from_the_form_as_it_was(training: Training) -> None:
    spec = JobSpec(name="a [b] \n", task="finetune", model="m", training=training)
    assert to_spec(to_values(spec), spec) == spec
    other = JobSpec(name="x", task="inference", model="", training=replace(training, dataset="d", max_length=3))
    back = to_spec(to_values(other), spec)
    assert back.training.dataset == "d"
    assert back.training.weight_decay == training.weight_decay, "what the form does not show stays"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("placement.nodes", "two"),
        ("training.learning_rate", "nan"),
        ("training.max_steps", ""),
        ("training.lora.r", "1.5"),
    ],
)
def test_a_text_that_is_no_number_names_its_field(key: str, text: str) -> None:
    with pytest.raises(RequestError) as caught:
        to_spec({**to_values(FIRST), key: text}, FIRST)
    assert caught.value.field == key
    assert caught.value.hint


def test_optional_fields_may_be_empty() -> None:
    values = {**to_values(FIRST), "placement.gpus_per_node": " ", "placement.account": "", "training.eval_dataset": ""}
    spec = to_spec(values, FIRST)
    assert spec.placement.gpus_per_node is None
    assert spec.placement.account is None
    assert spec.training.eval_dataset is None


def test_splits_are_asked_for_where_the_data_has_some() -> None:
    def asked(*data: str) -> bool:
        return any("training.dataset_train_split" in row.keys for row in visible_rows("finetune", "full", data))

    assert [asked(name, "") for name in ("imdb", "some/rows", "./rows", "cluster:/rows")] == [True] * 4
    assert [asked(name, "") for name in ("rows.jsonl", "./ROWS.TXT ", "")] == [False] * 3
    assert asked("rows.jsonl", "imdb")
    assert not any("training.dataset_train_split" in row.keys for row in visible_rows("script", "full", ["imdb"]))


@given(
    st.integers(56, 160),
    st.sampled_from(["finetune", "inference"]),
    st.sampled_from(["full", "lora"]),
    st.sampled_from(["imdb", "rows.jsonl"]),
)
def test_fields_stand_beside_each_other_and_inside(width: int, task: str, method: str, data: str) -> None:
    found = arrange(visible_rows(task, method, [data]), width, min(20, width - 42))
    by_line: dict[int, list[tuple[int, int]]] = {}
    for spot in found.spots:
        assert spot.label_x + len(spot.label) < spot.x
        by_line.setdefault(spot.y, []).append((spot.label_x, spot.x + spot.width))
    for spans in by_line.values():
        assert all(end < start for (_, end), (start, _) in pairwise(spans))
        assert spans[-1][1] <= width
    assert max(by_line) == found.height - 1


# Jobs


def test_time_runs_on_between_answers() -> None:
    job = running(1)
    assert elapsed_s(job, NOW + 400) == 400
    assert job.status is not None
    held = replace(job, status=replace(job.status, start=None), status_at=NOW + 350)
    assert elapsed_s(held, NOW + 360) == 310
    assert elapsed_s(running(1, state="COMPLETED", elapsed_s=7), NOW + 9999) == 7


def test_prospect_needs_some_steps_and_tells_in_time_from_too_late() -> None:
    job = running(1)
    assert prospect(job, curve(2, 100), NOW + 300) is None
    good = prospect(job, curve(50, 100), NOW + 300)
    assert good is not None
    assert good.in_time
    assert good.end == NOW + 600
    late = prospect(job, curve(50, 1000), NOW + 300)
    assert late is not None
    assert not late.in_time
    assert prospect(running(1, state="COMPLETED"), curve(50, 100), NOW) is None
    assert prospect(job, Metrics((), RunFacts()), NOW) is None


def test_a_state_nobody_knows_is_unclear_not_an_error() -> None:
    assert kind_of(running(1, state="BRAND_NEW")) == "unclear"
    assert kind_of(replace(running(1), seen="vanished")) == "unclear"


def test_difference_names_what_changed_only() -> None:
    def row(text: str) -> dict[str, Cell]:
        return {"State": Cell(text, "", 0.0), "Name": Cell("same", "", 0.0)}

    change = difference({"a": row("x"), "b": row("y")}, {"b": row("z"), "c": row("n")})
    assert change.gone == ("a",)
    assert change.new == ("c",)
    assert [(key, title) for key, title, _ in change.changed] == [("b", "State")]


def test_the_filter_takes_words_in_any_order() -> None:
    assert matches(running(1, name="llama-run"), "RUN llama")
    assert not matches(running(1, name="llama-run"), "failed")


# Keys


def test_keys_are_unique_where_they_work_and_pass_common_terminals() -> None:
    for place in ("build", "jobs", "job"):
        used = [name for key in (*keys_of(place), *keys_of("app")) for name in key.keys]
        assert len(used) == len(set(used))
    assert len({(key.place, key.id) for key in KEYS}) == len(KEYS)
    for key in KEYS:
        assert key.tooltip
        assert key.label
        # Terminals send nothing of their own for ctrl with a digit; ctrl+i, m and h are tab, enter and backspace.
        assert not any(
            name in {"ctrl+i", "ctrl+m", "ctrl+h"} or name[5:].isdigit() for name in key.keys if "ctrl+" in name
        )
    assert [shown(name) for name in ("ctrl+s", "f2", "slash", "escape", "f")] == ["^s", "F2", "/", "esc", "f"]


def test_every_build_action_has_a_key_that_works_inside_a_field() -> None:
    for key in keys_of("build"):
        assert key.keys[0].startswith(("ctrl+", "f"))
        assert len(key.keys[0]) > 1


@pytest.mark.parametrize(
    ("width", "cluster"), [(80, "leonardo"), (100, "leonardo"), (120, "juwels-booster"), (200, "juwels-booster")]
)
def test_columns_fill_the_width_and_cut_no_number(width: int, cluster: str) -> None:
    columns = widths(width, narrow=width < 100, cluster=len(cluster))
    found = dict(columns)
    assert sum(size + 2 for size in found.values()) <= width - 1
    assert found["Job"] >= len("67108863"), "the highest job id that Slurm gives"
    assert min(found["Elapsed"], found["Limit"]) >= len("6-23:59:59")
    assert found["Cluster"] >= len(cluster)
