"""Target: where to log in and with what, resolved from the cluster's file, ssh_config and the user's own settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: "paramiko" logs in by itself and can show prompts; "openssh" uses the ssh program and its ControlMaster.
Client = Literal["paramiko", "openssh"]


@dataclass(frozen=True)
class Target:
    """One hop or the last one.

    `alias` is the name that was given, `host` the address, `identity_files` and `certificate_files` paths on this
    machine, `agent` the agent's socket ("" none), `known_hosts` the files to read (the first is written to),
    `host_key_alias` the name to look keys up by ("" the host), `hash_known_hosts` whether new names are written there
    as hashes, `kerberos` whether the ssh program may show a ticket. `published` are the site's own fingerprints.
    `jumps` are the hosts on the way, the first first. Times are seconds.
    """

    alias: str
    host: str
    user: str
    port: int = 22
    identity_files: tuple[str, ...] = ()
    certificate_files: tuple[str, ...] = ()
    identities_only: bool = False
    agent: str = ""
    known_hosts: tuple[str, ...] = ()
    host_key_alias: str = ""
    hash_known_hosts: bool = False
    kerberos: bool = False
    published: tuple[str, ...] = ()
    jumps: tuple[Target, ...] = ()
    connect_timeout_s: float = 10.0
    client: Client = "paramiko"

    @property
    def where(self) -> str:
        """USER@HOST, and the port where it is another than 22."""
        return f"{self.user}@{self.host}" + (f":{self.port}" if self.port != 22 else "")
