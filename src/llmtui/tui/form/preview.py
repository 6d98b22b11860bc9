"""From the form's texts to everything that the Build screen shows; runs in a thread."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.highlight import highlight

from ...domain.job import JobSpec
from ...errors import LlmtuiError
from ...remote.text import safe_text
from ...services.advice import advise
from ..changes import changed_lines
from .outcome import LANGUAGES, Outcome
from .quick import warm
from .values import to_spec

if TYPE_CHECKING:
    from ...services.preview import Draft
    from ...services.session import Session

#: A data file that cannot be read does not change the estimate.
_DATA = frozenset({"training.dataset", "training.eval_dataset", "inference.prompts"})


def preview(
    session: Session, values: Mapping[str, str], template: JobSpec, base: Path, before: Outcome | None
) -> Outcome:
    """Spec, draft and highlighted files of the form; lines that differ from `before` are marked as changed."""
    try:
        spec = to_spec(values, template)
    except LlmtuiError as error:
        return Outcome(error=error)
    unsaved = _save(session, spec, base)
    draft, refused = _draft(session, spec, base)
    if draft is None:
        return Outcome(spec=spec, error=refused, unsaved=unsaved)
    warm(draft.plan.model)
    old = before or Outcome()
    texts = {name: _safe(draft.bundle.text(name)) for name in LANGUAGES if name in draft.bundle.files}
    advice = advise(draft, draft.estimate).changes if draft.estimate.verdict != "fits" else ()
    return Outcome(spec, draft, refused, unsaved, advice, texts, _contents(texts, old), _changed(texts, old))


def _draft(session: Session, spec: JobSpec, base: Path) -> tuple[Draft | None, LlmtuiError | None]:
    try:
        return session.preview(spec, base), None
    except LlmtuiError as error:
        if error.field not in _DATA:
            return None, error
        refused = error
    try:
        return session.preview(spec, base, check_inputs=False), refused
    except LlmtuiError as error:
        return None, error


def _save(session: Session, spec: JobSpec, base: Path) -> str:
    """Keep the form for the next start; what stands in the way is shown, and stops nothing."""
    try:
        session.save_form(spec, base)
    except LlmtuiError as error:
        return error.message
    return ""


def _safe(text: str) -> str:
    return "\n".join(safe_text(line) for line in text.splitlines()) + "\n"


def _contents(texts: Mapping[str, str], old: Outcome) -> dict[str, Content]:
    return {
        name: old.contents[name] if old.texts.get(name) == text else highlight(text, language=LANGUAGES[name])
        for name, text in texts.items()
    }


def _changed(texts: Mapping[str, str], old: Outcome) -> dict[str, frozenset[int]]:
    return {
        name: changed_lines(old.texts[name].splitlines(), text.splitlines())
        for name, text in texts.items()
        if name in old.texts and old.texts[name] != text
    }
