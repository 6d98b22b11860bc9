"""Certificates of hosts: whether a certificate authority of known_hosts vouches for a server's key."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence
from typing import TYPE_CHECKING

from . import certificate
from .certificate import Certificate
from .publickey import PublicKey
from .wire import WireError

if TYPE_CHECKING:
    import paramiko


def of(key: paramiko.PKey) -> Certificate | None:
    """The certificate that came with a server's key; None where it came alone."""
    shown = key.public_blob
    if shown is None:
        return None
    try:
        return certificate.parse(shown.key_blob)
    except WireError:
        return None


def vouched(one: Certificate, name: str, authorities: Sequence[PublicKey], now: float) -> bool:
    """Whether `one` is a valid certificate for the host `name`, signed by one of the authorities."""
    # A certificate for nobody in particular is refused, as ssh does; so is one with conditions that are not known.
    named = any(fnmatch.fnmatchcase(name.lower(), principal.lower()) for principal in one.principals)
    fits = one.kind == "host" and one.valid(now) and named and not one.critical
    return fits and one.authority in authorities and _signed(one)


def _signed(one: Certificate) -> bool:
    import paramiko

    try:
        authority = paramiko.PKey.from_type_string(one.authority.kind, one.authority.blob)
        return bool(authority.verify_ssh_sig(one.signed, paramiko.Message(one.signature)))
    except (paramiko.SSHException, paramiko.pkey.UnknownKeyType, ValueError):
        return False
