"""The one error tree.

LlmtuiError                 exit 1  the thing asked for failed
├── RequestError            exit 2  the request is wrong: a field, a file, a name
│   ├── JobFileError                a job file, with its key and line
│   ├── CatalogError                a cluster, model or GPU file
│   └── UnknownNameError            a name that no catalogue has
├── JournalError            exit 1  the list of jobs cannot be read or written
├── RejectedError           exit 1  Slurm refused the submission
└── CannotTellError         exit 3  no answer that can be trusted
    └── UnreachableError            the cluster cannot be reached
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class LlmtuiError(Exception):
    """What went wrong in `message`, what to do next in `hint`, which job-file key in `field` (dotted, or "")."""

    title: ClassVar[str] = "Failed"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.field = field

    def lines(self) -> list[str]:
        """The text for stderr or a dialog: the message, then the hint on its own line."""
        return [self.message, f"hint: {self.hint}"] if self.hint else [self.message]


class RequestError(LlmtuiError):
    """The request itself is wrong and will stay wrong until it is changed."""

    title: ClassVar[str] = "Not possible as asked"
    exit_code: ClassVar[int] = 2


class JobFileError(RequestError):
    """A job file cannot be used; the message starts with file, line and key."""

    title: ClassVar[str] = "Job file"


class CatalogError(RequestError):
    """A catalogue file (cluster, model, GPU) cannot be used."""

    title: ClassVar[str] = "Catalogue"


class UnknownNameError(RequestError):
    """A name that nothing here carries; the hint offers the nearest ones."""

    title: ClassVar[str] = "Unknown name"

    @classmethod
    def of(cls, kind: str, name: str, known: Iterable[str], *, field: str = "") -> UnknownNameError:
        """`kind` is the word for the thing ("model"), `known` every name that would have worked."""
        choices = sorted(known)
        near = get_close_matches(name, choices, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(choices[:12]) or 'none yet'}"
        return cls(f"unknown {kind} {name!r}", hint=hint, field=field)


class JournalError(LlmtuiError):
    """A job's record cannot be written (no room, no right, a llmtui that does not let go) or cannot be read."""

    title: ClassVar[str] = "List of jobs"


class RejectedError(LlmtuiError):
    """Slurm refused the submission and said why."""

    title: ClassVar[str] = "Slurm refused the job"


class CannotTellError(LlmtuiError):
    """Nothing that can be trusted answered, so the outcome is unknown."""

    title: ClassVar[str] = "Cannot tell"
    exit_code: ClassVar[int] = 3


class UnreachableError(CannotTellError):
    """The cluster cannot be reached from here."""

    title: ClassVar[str] = "Cluster not reachable"
