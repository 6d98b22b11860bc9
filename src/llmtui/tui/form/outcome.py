"""What a preview of the form brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.content import Content

from ...domain.bundle import ACCELERATE, RUN, SCRIPT
from ...domain.job import JobSpec
from ...errors import LlmtuiError

if TYPE_CHECKING:
    from ...domain.advice import Advice
    from ...services.preview import Draft

#: Files that are shown, with pygments' name for their language.
LANGUAGES = {SCRIPT: "bash", ACCELERATE: "yaml", RUN: "json"}
#: The title of the page that says what is in the manifest.
MANIFEST_PAGE = "manifest"


@dataclass(frozen=True)
class Outcome:
    """`draft` None: the form cannot be reckoned with; `error` says why, or what keeps the draft from running.

    `texts` are the files and pages as they are shown, by their titles, and `contents` the same in colour.
    """

    spec: JobSpec | None = None
    draft: Draft | None = None
    error: LlmtuiError | None = None
    unsaved: str = ""
    #: What makes a draft fit that does not.
    advice: tuple[Advice, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    contents: Mapping[str, Content] = field(default_factory=dict)


def absent(name: str, outcome: Outcome) -> str:
    """Why the job has no file of that name."""
    if outcome.draft is not None and outcome.draft.spec.task == "script":
        if name == RUN:
            return "not needed: your own command has its own arguments"
        return f"not needed: {outcome.draft.plan.launcher} starts the command without it"
    return "not needed: the job starts one process"
