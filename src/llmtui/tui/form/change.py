"""Several values for the form at once: those of its fields as texts, and those that it does not show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...domain.dotted import value_at
from ...domain.job import JobSpec
from .fields import FIELDS
from .values import text_of


@dataclass(frozen=True)
class Change:
    """By dotted job-file key: `texts` for the form's fields, `hidden` for what only the job behind the form has."""

    texts: Mapping[str, str]
    hidden: Mapping[str, object]
    words: str


def change_to(values: Mapping[str, object], words: str) -> Change:
    """These values; `words` say what they are."""
    return Change(
        {key: text_of(key, value) for key, value in values.items() if key in FIELDS},
        {key: value for key, value in values.items() if key not in FIELDS},
        words,
    )


def back_from(change: Change, texts: Mapping[str, str], spec: JobSpec) -> Change:
    """What takes the change back in a form that holds these texts over that job."""
    return Change(
        {key: texts[key] for key in change.texts}, {key: value_at(spec, key) for key in change.hidden}, change.words
    )
