"""From the form's texts and the edits by hand to everything that the Build screen shows; runs in a thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.highlight import highlight

from ...domain.bundle import MANIFEST
from ...domain.edits import Edit
from ...domain.job import JobSpec
from ...errors import LlmtuiError
from ...services.advice import advise
from ..text import literal
from .manifest import manifest_page
from .outcome import LANGUAGES, MANIFEST_PAGE, Outcome
from .quick import warm
from .values import to_spec

if TYPE_CHECKING:
    from ...services.preview import Draft
    from ...services.session import Session

#: A file of the user's that cannot be read does not change the estimate.
_DATA = frozenset({"training.dataset", "training.eval_dataset", "inference.prompts", "script.files"})


def preview(
    session: Session,
    values: Mapping[str, str],
    template: JobSpec,
    base: Path,
    before: Outcome | None,
    edits: Sequence[Edit] = (),
) -> Outcome:
    """Spec, draft and highlighted files of the form; what is as it was `before` is not highlighted again."""
    try:
        spec = to_spec(values, template)
    except LlmtuiError as error:
        return Outcome(error=error)
    unsaved = _save(session, spec, base, edits)
    draft, refused = _draft(session, spec, base, edits)
    if draft is None:
        return Outcome(spec=spec, error=refused, unsaved=unsaved)
    warm(draft.plan.model)
    old = before or Outcome()
    texts = {name: _shown(draft.bundle.text(name)) for name in LANGUAGES if name in draft.bundle.files}
    contents = _contents(texts, old)
    if MANIFEST in draft.bundle.files:
        contents[MANIFEST_PAGE] = manifest_page(draft)
        texts[MANIFEST_PAGE] = contents[MANIFEST_PAGE].plain
    advice = advise(draft, draft.estimate).changes if draft.estimate.verdict != "fits" else ()
    return Outcome(spec, draft, refused, unsaved, advice, texts, contents)


def _draft(
    session: Session, spec: JobSpec, base: Path, edits: Sequence[Edit]
) -> tuple[Draft | None, LlmtuiError | None]:
    try:
        return session.preview(spec, base, edits=edits), None
    except LlmtuiError as error:
        if error.field not in _DATA:
            return None, error
        refused = error
    try:
        return session.preview(spec, base, check_inputs=False, edits=edits), refused
    except LlmtuiError as error:
        return None, error


def _save(session: Session, spec: JobSpec, base: Path, edits: Sequence[Edit]) -> str:
    """Keep the form for the next start; what stands in the way is shown, and stops nothing."""
    try:
        session.save_form(spec, base, edits)
    except LlmtuiError as error:
        return error.message
    return ""


def _shown(text: str) -> str:
    return "\n".join(literal(line) for line in text.split("\n"))


def _contents(texts: Mapping[str, str], old: Outcome) -> dict[str, Content]:
    return {
        name: old.contents[name] if old.texts.get(name) == text else highlight(text, language=LANGUAGES[name])
        for name, text in texts.items()
    }
