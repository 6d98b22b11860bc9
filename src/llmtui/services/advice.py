"""What to tell about a draft: changes that make it fit, or how much is left in it."""

from __future__ import annotations

from dataclasses import dataclass

from ..domain.advice import Advice, Room, room, suggest
from ..domain.memory.types import MemoryEstimate, Verdict
from .preview import Draft


@dataclass(frozen=True)
class Advised:
    """`estimate` is the one that was asked about; `changes` are empty where it fits, `room` where it may not.

    `closed_form` is the verdict that advice is reckoned with; a trace may have come to another one.
    """

    estimate: MemoryEstimate
    closed_form: Verdict
    changes: tuple[Advice, ...]
    room: Room


def advise(draft: Draft, found: MemoryEstimate) -> Advised:
    """Advice on a draft whose estimate is `found`: the draft's own, or that of a trace."""
    asked = draft.spec, draft.plan.model, draft.plan.cluster
    if found.verdict == "fits":
        return Advised(found, draft.estimate.verdict, (), room(*asked))
    changes = () if found.verdict == "unknown" else suggest(*asked)
    return Advised(found, draft.estimate.verdict, changes, Room())
