"""Rows measured on a GPU, graded beside the other sets."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from accuracy.data import MEASURED, PublishedRow, measured_set
from accuracy.measured import MeasuredResult, measured_kinds, run_measured
from accuracy.measuredtables import context_table, measured_table
from accuracy.page import headline, page
from accuracy.report import Results, all_tables, run
from gpumemory.cases import TRIAL
from gpumemory.place import here, plan_of

from llmtui.domain.memory import estimate
from llmtui.units import GIB

from .measured_rows import CARD, case_named, report, write_rows

ROOT = Path(__file__).resolve().parents[3]
_WORDS = ("Llama-3.2-1B LoRA 1x", "Qwen2.5-0.5B full 1x512", "generation eager 1x4096", "QLoRA 1x2048")


def _estimated(word: str) -> int:
    return estimate(plan_of(case_named(word), here(CARD))).peak_allocated


def _exact(path: Path) -> tuple[MeasuredResult, ...]:
    """Four rows whose figures are just what is estimated."""
    return run_measured(write_rows(path, *((case_named(word), report(_estimated(word))) for word in _WORDS)))


def test_a_figure_that_is_as_estimated_has_no_error(tmp_path: Path) -> None:
    results = _exact(tmp_path / "rows.jsonl")
    assert [result.error for result in results] == [0.0] * 4
    kinds = {name: found.count for name, found in measured_kinds(results).items() if found}
    assert kinds == {"full": 1, "LoRA": 1, "QLoRA": 1, "generation": 1, "eager attention": 1, "all": 4}


def test_a_larger_figure_shows_as_an_estimate_below(tmp_path: Path) -> None:
    word = _WORDS[0]
    (result,) = run_measured(write_rows(tmp_path / "rows.jsonl", (case_named(word), report(2 * _estimated(word)))))
    assert result.error == pytest.approx(-50.0, abs=0.01)
    assert result.in_band is False


def test_what_a_job_takes_is_reserved_and_beside(tmp_path: Path) -> None:
    result = _exact(tmp_path / "rows.jsonl")[0]
    assert result.beside == GIB // 2
    assert result.taken == result.row.peak * 11 // 10 + GIB // 2
    assert result.slack == pytest.approx(1.1)
    assert result.in_band is True


def test_without_nvidia_smi_only_what_torch_counts_is_graded(tmp_path: Path) -> None:
    word = _WORDS[1]
    found = report(_estimated(word), smi_before_bytes=None)
    (result,) = run_measured(write_rows(tmp_path / "rows.jsonl", (case_named(word), found)))
    assert (result.beside, result.taken, result.in_band) == (None, None, None)
    assert result.error == 0.0
    assert measured_table([result]).rows[0][-4:-2] == ("-", "-")


def test_a_row_has_the_columns_of_the_published_set(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "rows.jsonl", (case_named("QLoRA"), report(GIB)))
    line = json.loads(path.read_text().splitlines()[1])
    assert {field.name for field in fields(PublishedRow)} <= set(line)
    assert line["hardware"] == "1x NVIDIA H100 80GB HBM3"
    assert line["lora"]["targets"] == "all-linear"
    assert line["precision"] == "bf16 weights, bf16 autocast"


def test_changed_layers_are_estimated_as_changed(tmp_path: Path) -> None:
    case = case_named("full bf16, four layers")
    (result,) = run_measured(write_rows(tmp_path / "rows.jsonl", (case, report(GIB))))
    assert result.plan.model.num_hidden_layers == 4
    assert result.found.parameters < 2e9


def test_a_row_without_a_gpu_is_refused(tmp_path: Path) -> None:
    found = report(GIB)
    del found["max_allocated_bytes"]
    path = write_rows(tmp_path / "rows.jsonl", (TRIAL[0], {**found, "max_resident_bytes": GIB}))
    with pytest.raises(ValueError, match="row 1 was measured without a GPU"):
        measured_set(path)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"about": "else"}\n{"row": 7, "name": "x"}\n')
    with pytest.raises(ValueError, match="row 7 has no model_id"):
        measured_set(path)
    with pytest.raises(OSError, match="absent"):
        measured_set(tmp_path / "absent.jsonl")


def test_an_unknown_model_is_refused(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "rows.jsonl", (case_named("QLoRA"), report(GIB)))
    path.write_text(path.read_text().replace("meta-llama/Llama-3.2-1B", "nobody/nothing"))
    with pytest.raises(ValueError, match="nobody/nothing is not in the catalogue"):
        run_measured(path)


def test_the_context_is_told_step_by_step(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "rows.jsonl")
    assert context_table(measured_set(path)).rows == (
        ("one tensor", "0.62", "0.62"),
        ("a matrix product", "0.88", "0.25"),
    )


def test_page_and_tables_hold_the_set_where_there_is_one(tmp_path: Path) -> None:
    both = run()
    path = tmp_path / "rows.jsonl"
    with_rows = Results(both.traced, both.published, _exact(path), path)
    without = Results(both.traced, both.published)
    title = "Measured here: every row"
    assert title in [table.title for table in all_tables(with_rows)]
    assert title not in [table.title for table in all_tables(without)]
    written = page(with_rows, date(2000, 1, 1))
    assert all(table in written for table in headline(with_rows))
    assert "4 jobs of the bundled runtime on one NVIDIA H100 80GB HBM3 with torch 2.11.0+cu130" in written
    assert "## Against jobs measured here" in written
    assert "## Against jobs measured here" not in page(without, date(2000, 1, 1))


def test_the_program_grades_a_file(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "rows.jsonl", (case_named(_WORDS[0]), report(_estimated(_WORDS[0]))))
    done = _program("--json", "--measured", str(path))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["measured"]
    assert [(row["name"], row["error"]) for row in found["rows"]] == [("Llama-3.2-1B LoRA 1x2048", 0.0)]
    assert found["context"]["name"] == "NVIDIA H100 80GB HBM3"


@pytest.mark.parametrize(
    ("more", "said"),
    [(("--measured", "absent.jsonl"), "absent.jsonl"), (("--write", "--measured", "x"), "shipped rows")],
)
def test_the_program_says_what_it_cannot_grade(more: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = _program(*more)
    assert done.returncode == 2
    assert said in done.stderr


def _program(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "benchmarks" / "memory_accuracy.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_the_shipped_rows_are_graded_when_there_are_some() -> None:
    assert len(run().measured) == len(measured_set(MEASURED).rows)
    assert MEASURED.exists() == bool(run().measured)
