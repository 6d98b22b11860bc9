"""The figures as tables: what the program prints and the page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .data import MEASURED, PublishedRow, measured_set
from .grading import GRADES
from .measured import MeasuredResult, run_measured
from .measuredtables import context_table, measured_kinds_table, measured_table
from .published import FAR, GENERATION, PublishedResult, far_rows, groups, run_published, summary
from .rivals import RUN, RUN_VERSIONS, Compared, compare
from .stats import summarise
from .switches import SWITCHES, loop_text
from .tables import SUMMARY_HEADS, Table, gib, joined, percent, signed, summary_cells
from .traced import TracedResult, bars, by_kind, run_traced


@dataclass(frozen=True)
class Results:
    """The sets, estimated; `measured` is empty where no file was measured."""

    traced: tuple[TracedResult, ...]
    published: tuple[PublishedResult, ...]
    measured: tuple[MeasuredResult, ...] = ()
    measured_from: Path = MEASURED

    def comparable(self) -> list[PublishedResult]:
        """The published rows that rivals are compared on: graded exact or sharded."""
        return [result for result in self.published if result.grade.name in {"exact", "sharded"} and result.found]


@cache
def run(measured: Path = MEASURED) -> Results:
    """The sets, estimated once a process. Raises what `run_measured` raises."""
    return Results(run_traced(), run_published(), run_measured(measured), measured)


def bars_table(results: Results) -> Table:
    """The pass marks of the traced set."""
    rows = [
        (bar.name, f"{bar.limit:g} %", f"{bar.found:.3f} %", "met" if bar.met else "not met")
        for bar in bars(results.traced)
    ]
    return Table("Traced set: pass marks", ("figure", "at most", "found", ""), tuple(rows))


def kinds_table(results: Results) -> Table:
    """The traced set by kind of row."""
    rows = [(name, *summary_cells(found)[:4]) for name, found in by_kind(results.traced).items()]
    return Table("Traced set: absolute error of the peak", ("kind", *SUMMARY_HEADS[:4]), tuple(rows))


def traced_table(results: Results) -> Table:
    """Every traced row."""
    heads = (
        "id",
        "traced GiB",
        "estimated GiB",
        "error %",
        "peak in",
        "estimated in",
        "weights %",
        "grad. %",
        "optim. %",
    )
    rows = [
        (
            result.row.id,
            gib(result.row.peak),
            gib(result.estimated),
            signed(result.error),
            str(result.row.traced["peak_phase"]),
            result.phase,
            *(_size(result, name) for name in ("weights", "gradients", "optimizer")),
        )
        for result in results.traced
    ]
    return Table("Traced set: every row", heads, tuple(rows))


def _size(result: TracedResult, name: str) -> str:
    return f"{result.sizes[name]:+.3f}" if name in result.sizes else "-"


def groups_table(results: Results) -> Table:
    """The published set by grade."""
    found = groups(results.published)
    rows = []
    for name, members in found.items():
        rows.append((name, *summary_cells(summary(members))))
        if name == GENERATION:
            peaks = [member.peak_error for member in members if member.peak_error is not None]
            rows.append((f"{name}: whole peak instead", *summary_cells(summarise(peaks))))
    return Table("Published set: absolute error", ("rows graded", *SUMMARY_HEADS), tuple(rows))


def grades_table(results: Results) -> Table:
    """How many rows have which grade, and why."""
    found = Counter((result.grade.name, result.grade.reason) for result in results.published)
    order = {name: number for number, name in enumerate(GRADES)}
    counted = sorted(found.items(), key=lambda item: (order[item[0][0]], -item[1], item[0][1]))
    rows = [(name, reason, str(count)) for (name, reason), count in counted]
    return Table("Published set: grades", ("grade", "reason", "rows"), tuple(rows))


def _case(row: PublishedRow) -> str:
    method = row.method if row.strategy == "single" else f"{row.method}, {row.strategy.split(' ')[0].rstrip(',')}"
    ranks = f" x{row.world_size}" if row.world_size > 1 else ""
    shape = f"{row.micro_batch or '?'}x{row.seq_len or '?'}"
    return f"{row.model_id.split('/')[-1]} {method}{ranks} {shape}"


def published_table(results: Results, *, every: bool) -> Table:
    """The published rows with their grade: every one, or those that were estimated."""
    heads = ("row", "case", "grade", "reason", "switches", "published GiB", "estimated GiB", "error %")
    rows = [_published(result) for result in results.published if every or result.found is not None]
    title = "Published set: every row" if every else "Published set: estimated rows"
    return Table(title, heads, tuple(rows))


def _published(result: PublishedResult) -> tuple[str, ...]:
    row = result.row
    return (
        str(row.row),
        _case(row),
        result.grade.name + (" (bound)" if result.grade.bound else ""),
        result.grade.reason,
        loop_text(result.loop) if result.loop is not None else "-",
        f"{row.measured_peak_gib:.2f}",
        "-" if result.estimated is None else gib(result.estimated),
        signed(result.error),
    )


def far_table(results: Results) -> Table:
    """Estimated rows that are far off, with what is known about them."""
    rows = [
        (str(result.row.row), _case(result.row), result.grade.name, signed(result.farther), result.explanation)
        for result in far_rows(results.published)
    ]
    return Table(f"Published set: more than {FAR:g} % off", ("row", "case", "grade", "error %", "why"), tuple(rows))


def switches_table() -> Table:
    """What was entered for each source, and where that is documented."""
    rows = []
    for source, found in SWITCHES.items():
        beside = [
            loop_text(found.loop),
            f"optim {found.optim}",
            "bf16 autocast" if found.mixed_precision == "bf16" else "",
            f"padding {found.padding}" if found.padding != "none" else "",
            "packing" if found.packing else "",
            "" if found.prepare_for_kbit_training else "4-bit models not prepared by PEFT",
        ]
        rows.append((source, joined(beside), found.why))
    return Table("Switches by source", ("source", "entered", "documented in"), tuple(rows))


def measured_tables(results: Results) -> tuple[Table, ...]:
    """Kinds, card, rows and other formulas of the set measured here; none where nothing was measured."""
    if not results.measured:
        return ()
    cases = [(each.plan, float(each.row.peak), float(each.found.peak_allocated)) for each in results.measured]
    return (
        measured_kinds_table(results.measured),
        context_table(measured_set(results.measured_from)),
        _compared("Other formulas, rows measured here", compare(cases)),
        measured_table(results.measured),
    )


def rivals_tables(results: Results) -> tuple[Table, Table]:
    """Other formulas against llmtui on the same rows: published, and traced."""
    published = [
        (result.plan, result.measured, float(result.estimated))
        for result in results.comparable()
        if result.plan is not None and result.estimated is not None
    ]
    traced = [(result.plan, float(result.row.peak), float(result.estimated)) for result in results.traced]
    return (
        _compared("Other formulas, published rows graded exact or sharded", compare(published)),
        _compared("Other formulas, traced rows", compare(traced)),
    )


def _compared(title: str, found: Sequence[Compared]) -> Table:
    heads = ("formula", "rows", "median", "p90", "llmtui's median", "llmtui's p90")
    rows = [
        (
            each.name,
            str(each.theirs.count),
            percent(each.theirs.median),
            percent(each.theirs.p90),
            percent(each.ours.median),
            percent(each.ours.p90),
        )
        for each in found
    ]
    return Table(title, heads, tuple(rows))


def run_table(results: Results) -> Table:
    """Programs that were run on published rows, against llmtui on the same rows."""
    heads = ("row", "case", "llmtui", *(f"{name} ({version})" for name, version in RUN_VERSIONS.items()))
    by_row = {result.row.row: result for result in results.published}
    rows = []
    for row, figures in RUN.items():
        theirs = [f"{figures[name]:+g}" if name in figures else "-" for name in RUN_VERSIONS]
        rows.append((str(row), _case(by_row[row].row), signed(by_row[row].error), *theirs))
    return Table("Programs as measured by running them, error %", heads, tuple(rows))


def all_tables(results: Results) -> list[Table]:
    """What the program prints, in its order."""
    return [
        traced_table(results),
        kinds_table(results),
        bars_table(results),
        *measured_tables(results),
        published_table(results, every=True),
        grades_table(results),
        groups_table(results),
        far_table(results),
        *rivals_tables(results),
        run_table(results),
        switches_table(),
    ]
