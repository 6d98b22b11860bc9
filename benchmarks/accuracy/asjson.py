"""The sets and their summaries as one JSON object; sizes in bytes, errors in per cent."""

from __future__ import annotations

from dataclasses import asdict

from .data import measured_set, traced_about
from .measured import MeasuredResult, measured_kinds
from .published import PublishedResult, far_rows, groups, summary
from .report import Results, rivals_tables, run_table
from .rivals import RIVALS
from .tables import Table
from .traced import TracedResult, bars, by_kind


def to_json(results: Results) -> dict[str, object]:
    """Everything that the tables show."""
    return {
        "traced": {
            "versions": dict(traced_about()["versions"]),
            "rows": [_traced(result) for result in results.traced],
            "kinds": {name: asdict(found) if found else None for name, found in by_kind(results.traced).items()},
            "bars": [{**asdict(bar), "met": bar.met} for bar in bars(results.traced)],
        },
        "measured": {
            "rows": [_measured(result) for result in results.measured],
            "kinds": {
                name: asdict(found) if found else None for name, found in measured_kinds(results.measured).items()
            },
            "context": measured_set(results.measured_from).context,
        },
        "published": {
            "rows": [_published(result) for result in results.published],
            "groups": {
                name: asdict(found) if (found := summary(rows)) else None
                for name, rows in groups(results.published).items()
            },
            "far": [result.row.row for result in far_rows(results.published)],
        },
        "others": [_table(table) for table in (*rivals_tables(results), run_table(results))],
    }


def _traced(result: TracedResult) -> dict[str, object]:
    return {
        "id": result.row.id,
        "traced": result.row.peak,
        "estimated": result.estimated,
        "error": result.error,
        "traced_phase": result.row.traced["peak_phase"],
        "estimated_phase": result.phase,
        "size_errors": dict(result.sizes),
    }


def _measured(result: MeasuredResult) -> dict[str, object]:
    return {
        "row": result.row.row,
        "name": result.row.name,
        "hardware": result.row.hardware,
        "measured": result.row.peak,
        "estimated": result.found.peak_allocated,
        "error": result.error,
        "reserved_to_allocated": result.slack,
        "beside": result.beside,
        "taken": result.taken,
        "band": list(result.found.band),
        "in_band": result.in_band,
        "estimated_phase": result.found.peak_phase,
        "others": {name: rival(result.plan) for name, rival in RIVALS.items()},
    }


def _published(result: PublishedResult) -> dict[str, object]:
    found: dict[str, object] = {
        "row": result.row.row,
        "source": result.row.source,
        "model": result.row.model_id,
        "grade": result.grade.name,
        "reason": result.grade.reason,
        "bound": result.grade.bound,
        "measured": round(result.measured),
        "measure": result.row.measure_kind,
    }
    if result.found is None or result.plan is None or result.loop is None:
        return found
    plan = result.plan
    return {
        **found,
        "loop": asdict(result.loop),
        "figure": result.grade.figure,
        "estimated": result.estimated,
        "estimated_peak": result.found.peak_allocated,
        "band": list(result.found.band),
        "evidence": result.found.evidence,
        "error": result.error,
        "explanation": result.explanation,
        "others": {name: rival(plan) for name, rival in RIVALS.items()},
    }


def _table(table: Table) -> dict[str, object]:
    return {"title": table.title, "rows": [dict(zip(table.heads, row, strict=True)) for row in table.rows]}
