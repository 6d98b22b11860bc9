"""estimate, render and plan: commands over job files that need no cluster at hand."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..catalog.jobfile import load_job, locate
from ..domain.bundle import Finding
from ..domain.cost import cost
from ..domain.memory.types import COMPONENTS
from ..errors import JobFileError, RequestError
from ..services.advice import advise
from ..services.export import export
from ..services.session import Session
from ..units import format_count, format_gib, format_time_limit
from .advice import advice_facts, advice_json, print_advice
from .output import narrate, print_facts, print_json, print_table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from ..domain.memory.types import MemoryEstimate
    from ..domain.plan import Plan
    from ..services.preview import Draft

_VERDICTS = {
    "fits": "fits",
    "tight": "tight: the error band crosses the capacity",
    "does_not_fit": "does not fit",
    "unknown": "unknown: the capacity is not known",
}


def load_draft(
    options: argparse.Namespace, session: Session, *, check_inputs: bool, copy_inputs: bool | None = None
) -> Draft:
    """The draft of the job file named on the command line. Raises LlmtuiError."""
    path = Path(options.job)
    return preview_job(session, path, options.overrides, check_inputs=check_inputs, copy_inputs=copy_inputs)


def preview_job(
    session: Session,
    path: Path,
    overrides: Sequence[str] = (),
    *,
    check_inputs: bool,
    copy_inputs: bool | None = None,
) -> Draft:
    """The draft of one job file; a refusal begins with the place of the key. Raises RequestError."""
    spec = load_job(path, overrides)
    with placed(path, overrides):
        session.reach_model(spec)
        return session.preview(spec, path.resolve().parent, check_inputs=check_inputs, copy_inputs=copy_inputs)


@contextmanager
def placed(path: Path, overrides: Sequence[str]) -> Iterator[None]:
    """Let a refusal that names a key of the job file start with where that key stands."""
    try:
        yield
    except RequestError as error:
        if not error.field:
            raise
        named = error.message if error.field in error.message else f"{error.field}: {error.message}"
        where = locate(path, overrides, error.field)
        raise JobFileError(f"{where}: {named}", hint=error.hint, field=error.field) from error


def estimate(options: argparse.Namespace) -> int:
    """Print the memory estimate; exit 1 when the job does not fit."""
    session = Session()
    draft = load_draft(options, session, check_inputs=False)
    found = _traced(options, session, draft) if options.trace else draft.estimate
    advised = advise(draft, found)
    if options.json:
        print_json({**found.to_json(), **advice_json(advised), "cost": _cost_json(draft.plan)})
    else:
        _print_estimate(draft, found, advice_facts(advised))
        print_advice(advised.changes)
    return 1 if found.verdict == "does_not_fit" else 0


def _traced(options: argparse.Namespace, session: Session, draft: Draft) -> MemoryEstimate:
    """The estimate by a trace, with a line of progress for each thing that it does."""
    from ..domain.memory.traced import with_trace

    said: list[str] = []

    def progress(text: str) -> None:
        step = text.rpartition(",")[0] or text
        if step not in said:
            said.append(step)
            narrate(step)

    with placed(Path(options.job), options.overrides):
        trace = session.trace(draft.plan, progress)
    narrate(f"traced in {trace.seconds:.0f} s")
    return with_trace(draft.plan, draft.estimate, trace)


def _print_estimate(draft: Draft, found: MemoryEstimate, advice: Sequence[tuple[str, str]]) -> None:
    print_facts(
        [
            ("model", f"{found.model}  {format_count(found.parameters)} parameters"),
            ("trainable", format_count(found.trainable_parameters)),
            ("on", f"{draft.plan.cluster.name} {draft.plan.partition.name}, {draft.plan.world_size} ranks"),
            ("peak in", found.peak_phase),
        ]
    )
    rows = [(name, format_gib(found.peak[name], decimals=2)) for name in COMPONENTS if found.peak.get(name)]
    rows += [
        ("overhead", format_gib(found.overhead, decimals=2)),
        ("total", format_gib(found.total, decimals=2)),
    ]
    print()
    print_table(("component", "GiB"), rows, right=(1,))
    print()
    print_facts([*_verdict_facts(found), *advice, ("cost", _cost_text(draft.plan))])


def _cost_json(plan: Plan) -> dict[str, object] | None:
    found = cost(plan)
    return None if found is None else {"amount": found.amount, "unit": found.unit}


def _cost_text(plan: Plan) -> str:
    found = cost(plan)
    if found is None:
        return "" if plan.cluster.embedded else f"not known: {plan.cluster.name}'s prices are not in its cluster file"
    return f"at most {found.amount:.4g} {found.unit}, for {format_time_limit(plan.time_s)}"


def _verdict_facts(found: MemoryEstimate) -> list[tuple[str, str]]:
    low, high = (format_gib(bound) for bound in found.band)
    return [
        ("capacity", f"{_of(found.capacity)} GiB, {found.capacity_label}"),
        ("verdict", _VERDICTS[found.verdict]),
        ("band", f"{low} to {high} GiB, {found.evidence}"),
        ("host RAM", f"{format_gib(found.host_ram)} of {_of(found.host_capacity)} GiB"),
        ("disk", f"{format_gib(found.disk)} of {_of(found.disk_capacity)} GiB"),
        ("guide's rule", f"{format_gib(found.rule_of_thumb)} GiB"),
        *[("assumed", f"{key}: {text}") for key, text in found.assumed.items()],
        *[("warning", text) for text in found.warnings],
    ]


def _of(size: int | None) -> str:
    return "?" if size is None else format_gib(size)


def render(options: argparse.Namespace) -> int:
    """Write the bundle, with the user's own inputs beside it; exit 1 when the linter found an error."""
    session = Session()
    draft = load_draft(options, session, check_inputs=True, copy_inputs=not options.no_copy)
    folder = Path(options.output)
    written = export(draft, folder, progress=narrate, overwrite=options.force)
    if options.json:
        print_json({"folder": str(folder), "files": written, "findings": _finding_rows(draft.findings)})
    else:
        for name in written:
            print(folder / name)
        _narrate_findings(draft.findings)
    return exit_code(draft.findings)


def plan(options: argparse.Namespace) -> int:
    """Refuse: the search over clusters is not part of this version."""
    raise RequestError(
        f"llmtui plan {options.job}: searching for offers is not available in this version",
        hint="use `llmtui estimate JOB --set placement.cluster=NAME` for one cluster at a time",
    )


def _finding_rows(findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [finding_row(finding) for finding in findings]


def finding_row(finding: Finding) -> dict[str, str]:
    """One finding as plain values."""
    return {
        "severity": finding.severity,
        "code": finding.code,
        "where": finding.where,
        "message": finding.message,
        "hint": finding.hint,
    }


def _narrate_findings(findings: Sequence[Finding]) -> None:
    for finding in findings:
        narrate(f"{finding.severity}: {finding.where}: {finding.message}")


def exit_code(findings: Sequence[Finding]) -> int:
    """1 when one of them is an error."""
    return 1 if any(finding.severity == "error" for finding in findings) else 0
