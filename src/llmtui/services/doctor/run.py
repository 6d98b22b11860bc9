"""All checks of one cluster, one after the other, each told as it comes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from ...errors import CannotTellError
from ...remote.errors import LoginRefusedError, NeedsUserError
from ..journal.records import Records
from ..reach.connections import Connection
from ..reach.link import Link
from ..submission.runfolder import facts_of
from .check import Check, Subject
from .here import journal_check, status_check
from .net import internet_check
from .place import place_checks
from .python import python_checks
from .slurm import accounts_of, answer_checks, partitions_check
from .way import way_checks

Told = Callable[[Check], None]


def examine(
    link: Link, records: Records, state: Callable[[], Connection], account: str | None, told: Told
) -> tuple[Check, ...]:
    """Every check there is; `told` gets each at once. `state` gives the connection once it is made.

    A cluster that cannot be reached ends them with a check `login`: red where a login fails until the user does
    something, not known where it may come about by itself.
    """
    found: list[Check] = []
    for check in _checks(link, records, state, account):
        found.append(check)
        told(check)
    return tuple(found)


def _checks(link: Link, records: Records, state: Callable[[], Connection], account: str | None) -> Iterator[Check]:
    yield status_check(link.cluster)
    yield journal_check(records)
    try:
        subject = Subject(link, facts_of(link.transport, link.cluster), state(), time.time(), account)
        yield from _there(subject)
    except CannotTellError as error:
        yield Check("login", False if _needs_the_user(error, state()) else None, error.message, error.hint)


def _needs_the_user(error: CannotTellError, connection: Connection) -> bool:
    """Refused, or asked for what nobody was there to give; a former login may have been, which is not tried again."""
    if isinstance(error, (LoginRefusedError, NeedsUserError)) or connection.phase == "refused":
        return True
    return connection.phase == "lost" and connection.asks and connection.retry_at is None


def _there(subject: Subject) -> Iterator[Check]:
    yield from way_checks(subject)
    yield from answer_checks(subject)
    if not subject.cluster.embedded:
        check, accounts = accounts_of(subject)
        yield check
        yield partitions_check(subject)
        if subject.account is None and accounts:
            subject = replace(subject, account=accounts[0])
    yield from place_checks(subject)
    yield from python_checks(subject)
    if not subject.cluster.embedded:
        yield internet_check(subject)


def exit_code(checks: tuple[Check, ...]) -> int:
    """0 all in place; 1 something is red; 3 the cluster was not reached."""
    if any(check.name == "login" and not check.ok for check in checks):
        return 3
    return 1 if any(check.ok is False for check in checks) else 0
