"""HostKey: which key a host has shown at the login, and why it was taken for the host's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HostKey:
    """`known_by` are words such as "in FILE:LINE". `signed` says that an authority of known_hosts vouches for it.

    `kind`, for example ssh-ed25519, and `fingerprint`, SHA256:... as ssh prints it, are "" where the ssh program
    compared the key.
    """

    kind: str
    fingerprint: str
    known_by: str
    signed: bool = False
