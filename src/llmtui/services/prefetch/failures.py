"""What to do about a fetch that failed, by what it printed last."""

from __future__ import annotations

import re

from .state import Fetching

_CAUSES = tuple(
    (re.compile(pattern, re.IGNORECASE), hint)
    for pattern, hint in (
        (
            r"No module named|command not found",
            "llmtui doctor {cluster} says which libraries are there; choose a placement.software that has this one",
        ),
        (
            r"GatedRepoError|RepositoryNotFoundError|\b40[13]\b",
            "is the name right? if it is gated: accept its terms on the hub, then log in on {cluster}: hf auth login",
        ),
        (r"No space left|quota exceeded", "make room there: llmtui doctor {cluster} says what is left"),
        (
            r"Connection|timed out|Max retries|resolve|LocalEntryNotFoundError",
            "llmtui doctor {cluster} says whether the hub is reached from there",
        ),
    )
)


def failure_hint(found: Fetching, cluster: str) -> str:
    """What to do about a failed or lost fetch on `cluster`; "" for one in any other state."""
    if found.state == "lost":
        return "start it again: it goes on from there; or stay logged in until it is there"
    if found.state != "failed":
        return ""
    last = found.said[-1] if found.said else ""
    hints = (hint.format(cluster=cluster) for pattern, hint in _CAUSES if pattern.search(last))
    return next(hints, f"llmtui doctor {cluster} looks at what a fetch needs there")
