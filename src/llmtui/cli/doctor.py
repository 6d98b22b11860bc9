"""doctor: each check as it is made, and what to do for each red line."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ..domain.remotetext import safe_line
from ..services.doctor.run import exit_code
from ..services.session import Session
from .output import narrate, print_json

if TYPE_CHECKING:
    import argparse

    from ..services.doctor.check import Check

_MARKS = {True: "ok", False: "FAILED", None: "unknown"}
#: Columns of the mark and of the check's name.
_MARK, _NAME = 7, 16


def doctor(options: argparse.Namespace) -> int:
    """Exit 0 when all is in place, 1 when something is red, 3 when the cluster was not reached."""
    session = Session()
    cluster = session.cluster(options.cluster)
    if options.json:
        checks = session.doctor(cluster, options.account, lambda check: narrate(f"{check.name}: {check.text}"))
        print_json({"checks": [asdict(check) for check in checks]})
    else:
        checks = session.doctor(cluster, options.account, _print)
    session.close()
    return exit_code(checks)


def _print(check: Check) -> None:
    print(f"{_MARKS[check.ok]:<{_MARK}}  {check.name:<{_NAME}}  {safe_line(check.text)}".rstrip(), flush=True)
    if check.hint:
        print(f"{'':<{_MARK}}  {'':<{_NAME}}  -> {safe_line(check.hint)}", flush=True)
