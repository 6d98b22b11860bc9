"""What changes the form in one go and can be taken back: several values at once, and another job in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...domain.dotted import value_at
from ...domain.edits import Edit
from ...domain.job import JobSpec
from .fields import FIELDS
from .values import text_of


@dataclass(frozen=True)
class Change:
    """By dotted job-file key: `texts` for the form's fields, `hidden` for what only the job behind the form has."""

    texts: Mapping[str, str]
    hidden: Mapping[str, object]
    words: str


@dataclass(frozen=True)
class FormKept:
    """All of a form: the job behind it, the folder that its paths count from, its texts by key, the edited files.

    `texts_elsewhere` and `edits_elsewhere` are those of the file or the job that the form also is in.
    """

    spec: JobSpec
    base: Path
    texts: Mapping[str, str]
    edits: tuple[Edit, ...]
    texts_elsewhere: Mapping[str, str]
    edits_elsewhere: tuple[Edit, ...] = ()

    @property
    def at_stake(self) -> str:
        """What of the form is nowhere else, as the subject of a sentence with its "are"; "" where nothing is."""
        edited = [edit.file for edit in self.edits if edit not in self.edits_elsewhere]
        changed = self.texts != self.texts_elsewhere
        if edited:
            return f"The edits of {' and '.join(edited)}{' and the changes of the form' if changed else ''} are"
        return "The changes of the form are" if changed else ""


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
