"""Grades, switches and estimates of the published set."""

from __future__ import annotations

from dataclasses import replace

import pytest
from accuracy.data import PublishedRow, published_rows
from accuracy.explained import EXPLAINED
from accuracy.grading import GRADES, grade
from accuracy.published import FAR, far_rows, groups, run_published
from accuracy.rivals import RUN
from accuracy.shapes import SAME, model_of
from accuracy.switches import SWITCHES, switches_of

from llmtui.domain.memory import Loop


def _row(number: int) -> PublishedRow:
    return next(row for row in published_rows() if row.row == number)


def _loop(number: int) -> Loop:
    row = _row(number)
    model = model_of(row.model_id)
    assert model is not None
    found = switches_of(row, model)
    assert found is not None
    return found.loop


def test_every_row_has_a_grade_and_a_reason() -> None:
    grades = [grade(row) for row in published_rows()]
    assert len(grades) == 345
    assert {given.name for given in grades} == set(GRADES)
    assert all(given.reason for given in grades)


def test_a_row_that_no_rule_covers_is_refused() -> None:
    with pytest.raises(ValueError, match="has no grade"):
        grade(replace(_row(8), source="elsewhere", measure_kind="a guess"))


@pytest.mark.parametrize(
    ("number", "name", "reason"),
    [
        (12, "exact", "loop documented"),
        (20, "exact", "loop documented"),
        (319, "exact", "weights and KV cache"),
        (376, "sharded", "FSDP"),
        (389, "rough", "chart"),
        (396, "rough", "chart"),
        (84, "rough", "bitsandbytes"),
        (403, "rough", "not stated"),
        (1, "not covered", "all logits"),
        (30, "not covered", "float8"),
        (40, "not covered", "float8"),
        (72, "not covered", "no config at hand"),
        (332, "not covered", "FP8"),
        (360, "not covered", "AWQ"),
        (443, "not covered", "vLLM"),
        (424, "rough", "not stated"),
        (428, "not covered", "model_type"),
        (237, "not covered", "DeepSpeed"),
    ],
)
def test_rows_are_graded_for_what_they_are(number: int, name: str, reason: str) -> None:
    given = grade(_row(number))
    assert given.name == name
    assert reason in given.reason


def test_exact_rows_are_of_one_gpu_and_sharded_ones_of_several() -> None:
    for row in published_rows():
        name = grade(row).name
        assert name != "exact" or row.world_size == 1
        assert name != "sharded" or row.world_size > 1


def test_caps_are_bounds() -> None:
    assert grade(_row(20)).bound
    assert grade(_row(376)).bound
    assert not grade(_row(12)).bound
    assert not grade(_row(58)).bound


def test_what_is_graded_is_estimated_and_nothing_else() -> None:
    for result in run_published():
        assert (result.found is None) == (result.grade.name == "not covered"), result.row.row


def test_every_source_with_switches_says_where_they_stand() -> None:
    assert all(len(switches.why) > 40 for switches in SWITCHES.values())
    sources = [row.source for row in published_rows()]
    assert all(any(source.startswith(beginning) for source in sources) for beginning in SWITCHES)


def test_switches_are_those_of_the_source_and_of_the_row() -> None:
    assert _loop(12) == Loop(keeps_gradients=True, keeps_logits=True, masks_always=True)
    assert _loop(20) == Loop(keeps_logits=True)
    assert _loop(84) == Loop(loss_chunk_tokens=128)
    assert _loop(143) == Loop()
    assert _loop(58) == Loop(loss_chunk_tokens=1024)
    assert _loop(403) == Loop(loss_chunk_tokens=1)
    assert _loop(376) == Loop()
    # Liger: 32 x 512 tokens in ceil(152064 / 3584) = 43 pieces of 382 tokens, and the next power of two.
    assert _loop(377) == Loop(loss_chunk_tokens=512)


def test_tables_by_row_name_rows_that_exist() -> None:
    numbers = {row.row for row in published_rows()}
    assert set(EXPLAINED) | set(RUN) <= numbers
    models = {row.model_id for row in published_rows()}
    assert set(SAME) <= models
    assert all(model_of(name) is not None for name in SAME)


def test_a_changed_vocabulary_changes_the_parameters() -> None:
    old, new = model_of("mistralai/Mistral-7B-v0.1"), model_of("mistralai/Mistral-7B-v0.3")
    assert old is not None
    assert new is not None
    assert new.parameters - old.parameters == 2 * 768 * 4096


def test_far_rows_come_farthest_first_and_each_with_a_word() -> None:
    found = far_rows(run_published())
    sizes = [abs(result.farther) for result in found]
    assert sizes == sorted(sizes, reverse=True)
    assert all(size > FAR for size in sizes)
    assert all(result.explanation for result in found)


def test_a_bound_does_not_explain_an_estimate_below_it() -> None:
    below = [result for result in far_rows(run_published()) if result.grade.bound and (result.error or 0.0) < 0]
    assert all("shorter than the cap" not in result.explanation for result in below)


def test_groups_hold_every_estimated_row_of_their_grade() -> None:
    found = groups(run_published())
    assert len(found["exact"]) == len(found["exact, training"]) + len(found["exact, generation"]) == 34
    assert len(found["rough, sharded"]) + len(found["rough, one GPU"]) == sum(
        result.grade.name == "rough" for result in run_published()
    )
