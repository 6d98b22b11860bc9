"""Edits by hand in a bundle: the files they are in, and what the linter says of these files as they are now."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from ..domain.bundle import RUN, Finding, JobBundle
from ..domain.edits import EDITABLE, Applied, Edit, Moved
from ..render.bundle import edited_bundle
from ..render.lintedited import lint_hidden, lint_run

#: How much of a generated line a finding quotes, in characters.
_QUOTED = 60


def apply_edits(bundle: JobBundle, edits: Sequence[Edit]) -> tuple[JobBundle, tuple[Applied, ...]]:
    """The bundle with the edits carried over to its files; an edit whose file this job does not have is left out."""
    named = {edit.file: edit for edit in edits if edit.file in EDITABLE and edit.file in bundle.files}
    applied = tuple(Applied(edit, bundle.text(name)) for name, edit in named.items())
    if not applied:
        return bundle, ()
    return edited_bundle(bundle, {found.file: found.merged.text for found in applied}), applied


def edit_findings(edits: Sequence[Edit], applied: Sequence[Applied]) -> list[Finding]:
    """What there is to say of edited files beyond what the linter says of any file."""
    there = {found.file for found in applied}
    found = [
        Finding("warning", "no-file", edit.file, f"your edit of {edit.file} waits: this job has no such file")
        for edit in edits
        if edit.file not in there
    ]
    for one in applied:
        found += _of(one)
    return found


def _of(applied: Applied) -> list[Finding]:
    text = applied.merged.text
    found = lint_hidden(text)
    if applied.file == RUN:
        found += lint_run(text, json.loads(applied.generated).get("task"))
    named = [replace(finding, where=f"{applied.file}, {finding.where}") for finding in found]
    named += [_moved(applied.file, moved) for moved in applied.merged.moved]
    return [*named, Finding("note", "edited", applied.file, f"{applied.file} was edited by hand")]


def _moved(file: str, moved: Moved) -> Finding:
    where = f"{file}, line {moved.kept_first}"
    if not moved.lines:
        what = f"generated {moved.where} of {file} is gone since you edited it; your text is kept"
        return Finding("warning", "moved", where, what, "see whether the job still needs it")
    more = f" (and {len(moved.lines) - 1} more)" if len(moved.lines) > 1 else ""
    have = "have" if more else "has"
    what = (
        f"generated {moved.where} of {file} {have} changed since you edited: {moved.lines[0].strip()[:_QUOTED]}{more}"
    )
    return Finding("warning", "moved", where, what, "your lines are kept until you take the generated ones")
