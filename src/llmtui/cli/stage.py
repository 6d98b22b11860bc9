"""stage: model and data fetched on the cluster before the job needs them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..errors import RequestError
from ..services.prefetch.failures import failure_hint
from ..services.prefetch.fetch import following
from ..services.session import Session
from .job_files import load_draft
from .output import narrate, print_json

if TYPE_CHECKING:
    import argparse

    from ..services.prefetch.state import Fetching

#: Seconds between two looks at the fetch's files with --wait: of a process on the login node, and of a job.
_EVERY_S = 5.0
_JOB_S = 15.0


def stage(options: argparse.Namespace) -> int:
    """Exit 0 when it is there or at work, 1 when it failed or fails at once again; --wait: 0 only when all is there."""
    if options.stop and options.wait:
        raise RequestError("--stop and --wait exclude each other", hint="leave one out")
    session = Session()
    plan = load_draft(options, session, check_inputs=False).plan
    prefetch = session.prefetch(plan)
    found = prefetch.stop() if options.stop else prefetch.start(narrate)
    if options.wait:
        every = _EVERY_S if all(each.job_id is None for each in found) else _JOB_S
        found = _follow(lambda told: following(prefetch, told, every))
    session.close()
    if options.json:
        print_json({"cluster": plan.cluster.name, "fetches": [_row(each, plan.cluster.name) for each in found]})
    else:
        for each in found:
            print(f"{each.wanted.kind} {each.wanted.id}: {each.words}")
            if hint := failure_hint(each, plan.cluster.name):
                print(f"  -> {hint}")
    good = (
        {"done"} if options.wait else {"done", "running", "queued"} | ({"stopped", "none"} if options.stop else set())
    )
    return 0 if all(each.state in good for each in found) else 1


def _follow(run: Callable[[Callable[[tuple[Fetching, ...]], None]], tuple[Fetching, ...]]) -> tuple[Fetching, ...]:
    told: list[tuple[Fetching, ...]] = []

    def show(found: tuple[Fetching, ...]) -> None:
        if not told or found != told[-1]:
            told.append(found)
            for each in found:
                narrate(f"{each.wanted.id}: {each.words}")

    try:
        return run(show)
    except KeyboardInterrupt:
        narrate("no longer following; the fetch goes on")
        raise


def _row(found: Fetching, cluster: str) -> dict[str, object]:
    return {
        "kind": found.wanted.kind,
        "id": found.wanted.id,
        "state": found.state,
        "have_bytes": found.have_bytes,
        "total_bytes": found.total_bytes,
        "expected_bytes": found.expected_bytes,
        "job_id": found.job_id,
        "host": found.host.line() if found.host else None,
        "said": list(found.said[-5:]),
        "hint": failure_hint(found, cluster),
    }
