"""The Build form as it was left: one JSON file in the state folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ..domain.edits import Edit
from ..domain.job import JobSpec
from ..remote.local import write_atomic
from .journal.codec import from_plain, to_plain
from .paths import private_folder


@dataclass(frozen=True)
class FormState:
    """The spec in the form, the folder that its relative paths count from, and the files that were edited by hand."""

    spec: JobSpec
    base: Path
    edits: tuple[Edit, ...] = ()


def load_form(path: Path) -> FormState | None:
    """What was saved; None when nothing was, or when it cannot be read any more (the form then starts afresh)."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        spec = from_plain(JobSpec, read["spec"], "spec")
        edits = tuple(from_plain(Edit, edit, "edits") for edit in read.get("edits", ()))
        return FormState(spec, Path(read["base"]), edits)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def save_form(path: Path, form: FormState) -> None:
    """Write the form. Raises OSError."""
    private_folder(path.parent)
    plain = {"version": 1, "spec": to_plain(form.spec), "base": str(form.base), "edits": to_plain(form.edits)}
    write_atomic(path, json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace"))
