"""The user's Kerberos ticket, as far as it explains why a server that takes tickets let nobody in."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from typing import Literal

from ...domain.remotetext import safe_line
from ..process import run_bytes
from ..target import Target

#: Both read a file, or ask a daemon of this machine; in seconds.
_LIMIT_S = 5.0
#: "Default principal" is MIT's word for it, "Principal" Heimdal's.
_PRINCIPAL = re.compile(r"^\s*(?:Default p|P)rincipal:\s*(\S+)", re.MULTILINE)
#: "untold": there is no klist here that tells.
State = Literal["valid", "expired", "none", "untold"]


@dataclass(frozen=True)
class Ticket:
    """What klist says; `principal` is USER@REALM, "" where none is known."""

    state: State
    principal: str = ""


@dataclass(frozen=True)
class Advice:
    """Why Kerberos did not let the user in, "" where that is not known, and what to do about it.

    `certain` says that it is Kerberos by which this user logs in.
    """

    why: str
    hint: str
    certain: bool = False


def held() -> Ticket:
    """The ticket that ssh would use now. Nothing is asked of a network."""
    variables = {**os.environ, "LC_ALL": "C"}
    try:
        valid = run_bytes(["klist", "-s"], environment=variables, cwd=None, stdin=b"", timeout_s=_LIMIT_S)
        listed = run_bytes(["klist"], environment=variables, cwd=None, stdin=b"", timeout_s=_LIMIT_S)
    except OSError:
        return Ticket("untold")
    if valid.code is None or listed.code is None:
        return Ticket("untold")
    found = _PRINCIPAL.search(listed.out.decode("utf-8", errors="replace"))
    principal = safe_line(found[1]) if found else ""
    if valid.code == 0:
        return Ticket("valid", principal)
    return Ticket("expired", principal) if principal else Ticket("none")


def advice(target: Target, ticket: Ticket) -> Advice:
    """For a server that takes tickets and has let nobody in."""
    if not target.kerberos:
        return Advice("", "for Kerberos set GSSAPIAuthentication yes in ssh_config")
    if ticket.state == "expired":
        again = f"kinit {shlex.quote(ticket.principal)}, then connect again"
        return Advice(f"the Kerberos ticket of {ticket.principal} has expired", again, certain=True)
    kinit = f"kinit {shlex.quote(target.user)}@REALM (the site's realm), then connect again"
    if ticket.state == "valid":
        hint = f"can the site's KDC be reached from here? if it is the ticket of another user or realm: {kinit}"
        return Advice(f"the Kerberos ticket of {ticket.principal} was not taken", hint)
    return Advice("there is no Kerberos ticket" if ticket.state == "none" else "", f"with Kerberos: {kinit}")
