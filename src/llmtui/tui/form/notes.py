"""What the Build screen says in words: the notes beside fields, the problems, and the checks page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content

from ...domain.bundle import Finding
from ...domain.hubnames import hub_dataset
from ...domain.remotetext import safe_line
from ...units import format_count, format_time_limit
from ..glyphs import Glyphs, plain_text
from ..keys import key_of
from ..text import plain
from .fields import FIELDS, Field
from .outcome import Outcome

if TYPE_CHECKING:
    from ...domain.advice import Advice
    from ...domain.cluster import Partition
    from ...domain.plan import Plan
    from ...services.preview import Draft

#: What a finding on generated lines that changed under an edit says there is to do.
_TAKE = f"{key_of('build', 'edit')} opens the file, {key_of('edit', 'take')} takes the generated lines"
#: Codes of the linter's findings on memory.
_SHORT = frozenset({"does-not-fit", "tight"})
_COLOURS = {"error": "$error", "warning": "$warning", "note": "$foreground-muted"}


def field_notes(draft: Draft, base: Path, glyphs: Glyphs) -> dict[str, str]:
    """The short text at the right of a line, by the line's first field."""
    plan = draft.plan
    model, training = plan.model, plan.spec.training
    notes = {
        "model": f"{format_count(model.parameters)}  {model.model_type}",
        "placement.cluster": "embedded Slurm" if plan.cluster.embedded else plan.cluster.title,
        "placement.partition": _partition(plan.partition),
        "placement.account": "not needed here" if not plan.cluster.account_required else "",
        "placement.nodes": f"{plan.world_size} rank{'s' if plan.world_size != 1 else ''}",
        "placement.time": f"limit {format_time_limit(plan.partition.max_time_s)}" if plan.partition.max_time_s else "",
        "training.dataset": "on the Hugging Face Hub" if hub_dataset(training.dataset) else "",
        "training.per_device_train_batch_size": f"= {plan.global_batch_size} rows a step",
        "training.max_length": "tokens",
        "training.method": _trainable(draft) if training.method != "full" else "",
        "inference.prompts": f"in {base.name or base}",
        "script.command": f"started by {plan.launcher}" if plan.launcher != "python" else "one process",
        "script.files": f"in {base.name or base}",
        "training.eval_dataset": "" if hub_dataset(training.eval_dataset) else f"in {base.name or base}",
    }
    return {key: plain_text(text, glyphs) for key, text in notes.items() if text}


def filled_in(plan: Plan) -> dict[str, str]:
    """What stands for a field that was left empty, by its key."""
    return {
        "placement.gpus_per_node": str(plan.gpus_per_node),
        "placement.processes_per_node": str(plan.processes_per_node),
    }


def _partition(partition: Partition) -> str:
    if partition.gpu is None:
        return f"{partition.cpus_per_node or '?'} CPUs, no GPU"
    return f"{partition.gpus_per_node} × {partition.gpu.title}"


def _trainable(draft: Draft) -> str:
    return f"{format_count(draft.estimate.trainable_parameters)} trainable"


def problems(outcome: Outcome) -> list[Finding]:
    """Everything that is wrong or worth knowing, worst first."""
    found: list[Finding] = []
    if outcome.error is not None:
        field = outcome.error.field
        found.append(Finding("error", "form", field or "job", outcome.error.message, outcome.error.hint))
    if outcome.unsaved:
        found.append(Finding("warning", "form", "form", outcome.unsaved, "the form will not come back as it is"))
    if outcome.draft is not None:
        draft = outcome.draft
        found += [_with_advice(finding, outcome.advice) for finding in draft.findings]
        found += [Finding("warning", "estimate", "memory", text) for text in draft.estimate.warnings]
        found += [Finding("warning", "plan", "job", text) for text in draft.plan.warnings]
        found += _assumed(draft.plan)
    order = {"error": 0, "warning": 1, "note": 2}
    unique: dict[tuple[str, str], Finding] = {}
    for finding in found:
        unique.setdefault((finding.severity, finding.message), finding)
    return sorted(unique.values(), key=lambda finding: order[finding.severity])


def _with_advice(finding: Finding, advice: Sequence[Advice]) -> Finding:
    """The linter's word on a job that does not fit, with the best change in place of its general hint."""
    if finding.code == "moved":
        return replace(finding, hint=_TAKE)
    if finding.code not in _SHORT or not advice:
        return finding
    count, first = len(advice), advice[0].text.replace("->", "→")
    many = f"shows {count} changes that make it fit, first" if count > 1 else "makes it fit:"
    return replace(finding, hint=f"{key_of('build', 'fit')} {many} {first}")


def _assumed(plan: Plan) -> list[Finding]:
    return [Finding("note", "assumed", key, text) for key, text in plan.assumed.items()]


def sign(severity: str, glyphs: Glyphs) -> str:
    """The mark of a severity."""
    return {"error": glyphs.bad, "warning": glyphs.warn}.get(severity, glyphs.note)


def problem_line(finding: Finding, glyphs: Glyphs) -> Content:
    """One problem in one line: what, and what to do."""
    hint = f": {finding.hint}" if finding.hint else ""
    mark = Content.styled(f" {sign(finding.severity, glyphs)} ", f"bold {_COLOURS[finding.severity]}")
    return mark + plain(plain_text(finding.message, glyphs)) + plain(plain_text(hint, glyphs), "$foreground-muted")


def note_lines(outcome: Outcome, key: str, width: int, height: int, glyphs: Glyphs) -> list[Content]:
    """What stands under the form: the worst problems, and where they leave a line, the field under the cursor."""
    found = [finding for finding in problems(outcome) if finding.severity != "note"]
    if height < 2:
        return [problem_line(found[0], glyphs)] if found else _wrapped(_help(key), width, "$foreground-muted", glyphs)
    rows: list[Content] = []
    for finding in found:
        mark = Content.styled(f" {sign(finding.severity, glyphs)} ", f"bold {_COLOURS[finding.severity]}")
        first, *rest = _wrapped(finding.message, width, "$foreground", glyphs) or [Content("   ")]
        rows += [mark + first[3:], *rest, *_wrapped(finding.hint, width, "$foreground-muted", glyphs)]
    if len(rows) < height:
        help_rows = _wrapped(_help(key), width, "$foreground-muted", glyphs)
        rows += [Content("")] * (height - len(rows) - len(help_rows)) + help_rows
    return rows[:height]


def _help(key: str) -> str:
    return FIELDS[key].help if key in FIELDS else ""


def _wrapped(text: str, width: int, style: str, glyphs: Glyphs) -> list[Content]:
    """Lines of at most `width` cells, three of them blank at the left."""
    safe = safe_line(plain_text(text, glyphs))
    return [Content.styled(f"   {line}", style) for line in wrap(safe, max(10, width - 4))]


def help_lines(field: Field) -> list[str]:
    """The field under the cursor in full: what it is, what it costs in memory, its key, one link."""
    link = [f"More: {field.link}"] if field.link else []
    return [field.help, f"Memory: {field.memory}", f"Job file: {field.key}", *link]


def checks_page(outcome: Outcome, glyphs: Glyphs) -> Content:
    """All problems in full, for the last tab."""
    parts: list[Content] = []
    for finding in problems(outcome):
        parts.append(problem_line(Finding(finding.severity, finding.code, "", finding.message), glyphs))
        where = f"     {finding.where}  [{finding.code}]"
        parts.append(plain(where, "$foreground-muted"))
        if finding.hint:
            parts.append(plain(plain_text(f"     {finding.hint}", glyphs), "$foreground"))
    return (
        Content("\n").join(parts) if parts else Content.styled(f" {glyphs.good} nothing to complain about", "$success")
    )


def verdict(outcome: Outcome, glyphs: Glyphs) -> tuple[str, str, str]:
    """What stands at the right end of the tabs, the same in signs where room is short, and its colour."""
    counts = {"error": 0, "warning": 0}
    for finding in problems(outcome):
        if finding.severity in counts:
            counts[finding.severity] += 1
    if not any(counts.values()):
        return f"lint {glyphs.good}", glyphs.good, "$success"
    words = [f"{count} {word}{'s' if count > 1 else ''}" for word, count in counts.items() if count]
    signs = [f"{count}{sign(word, glyphs)}" for word, count in counts.items() if count]
    return ", ".join(words), " ".join(signs), "$error" if counts["error"] else "$warning"
