"""One hop: a connection to a host whose key is known, or which the user has just taken for the right one."""

from __future__ import annotations

import shlex
import time
from typing import TYPE_CHECKING

from ...errors import UnreachableError
from ..attempt import Attempt
from ..errors import LoginRefusedError, NeedsUserError
from ..hostkey import HostKey
from ..prompter import Prompter, UnknownHost
from ..target import Target
from ..userpath import shortened
from . import hostcertificate, hostkeys, hostnames
from .connect import shake_hands
from .hostkeys import Entry, KnownHosts, Verdict
from .publickey import CERTIFICATE_SUFFIX, PublicKey

if TYPE_CHECKING:
    import paramiko

#: Host keys that the user takes for this session only: the name and the key.
Accepted = set[tuple[str, PublicKey]]

#: By strength, as OpenSSH orders them; RSA with SHA-2 only.
_ALGORITHMS = (
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "rsa-sha2-512",
    "rsa-sha2-256",
)
#: How often a host may show yet another unknown key: an alias may stand for several machines.
_MOST_KEYS = 3


def greet(
    target: Target, over: paramiko.Transport | None, prompter: Prompter | None, once: Accepted, attempt: Attempt
) -> tuple[paramiko.Transport, HostKey]:
    """Connect to a host and check its key, which is told; nobody is logged in yet.

    An unknown host is asked about while no connection is open, so that the server's time for a login does not run.
    Raises UnreachableError, NeedsUserError, LoginRefusedError.
    """
    for _ in range(_MOST_KEYS):
        known = _read(target)
        transport = shake_hands(target, over, _algorithms(target, known, once), attempt)
        try:
            key = _judge(target, known, transport.get_remote_server_key(), once)
        except UnreachableError:
            transport.close()
            raise
        if isinstance(key, HostKey):
            return transport, key
        transport.close()
        _ask(target, key, known, prompter, once)
    raise UnreachableError(
        f"{target.host} shows another host key each time it is asked",
        hint="name one login node of the site instead of the common name",
    )


def lookup(target: Target) -> tuple[str, int]:
    """The name and port that a host's keys are filed under."""
    return (target.host_key_alias, hostnames.DEFAULT_PORT) if target.host_key_alias else (target.host, target.port)


def _read(target: Target) -> KnownHosts:
    try:
        return hostkeys.read(target.known_hosts)
    except OSError as error:
        raise LoginRefusedError(
            f"{error.filename}: {error.strerror}: without it no host key can be checked", hint="make the file readable"
        ) from None


def _algorithms(target: Target, known: KnownHosts, once: Accepted) -> tuple[str, ...]:
    """Those of keys on file first, so that a server with several keys shows one that can be compared."""
    host, port = lookup(target)
    name = hostnames.listed(host, port)
    kinds = {*known.kinds(host, port), *(key.kind for accepted, key in once if accepted == name)}
    first = [one for one in _ALGORITHMS if _kind(one) in kinds]
    order = (*first, *(one for one in _ALGORITHMS if one not in first))
    vouching = tuple(f"{one}{CERTIFICATE_SUFFIX}" for one in order) if known.authorities(host, port) else ()
    return (*vouching, *order)


def _kind(algorithm: str) -> str:
    return "ssh-rsa" if algorithm.startswith("rsa-") else algorithm


def _judge(target: Target, known: KnownHosts, shown: paramiko.PKey, once: Accepted) -> HostKey | PublicKey:
    """A HostKey when the key is the host's, the PublicKey when it is not known. Raises LoginRefusedError."""
    key = PublicKey(shown.get_name(), shown.asbytes())
    host, port = lookup(target)
    verdict = known.verdict(host, port, key)
    if verdict.word == "known":
        return HostKey(key.kind, key.fingerprint, f"in {_where(verdict.entry)}")
    if verdict.word == "revoked":
        raise _revoked(target, key, verdict)
    vouching = hostcertificate.of(shown)
    if vouching is not None and hostcertificate.vouched(vouching, host, known.authorities(host, port), time.time()):
        where = _where(known.authority(host, port, vouching.authority))
        return HostKey(key.kind, key.fingerprint, f"signed by the authority in {where}", signed=True)
    if verdict.word == "changed":
        raise _changed(target, key, verdict)
    taken = (hostnames.listed(host, port), key) in once
    return HostKey(key.kind, key.fingerprint, "taken by you for this session") if taken else key


def _where(entry: Entry | None) -> str:
    return entry.where if entry else ""


def _ask(target: Target, key: PublicKey, known: KnownHosts, prompter: Prompter | None, once: Accepted) -> None:
    host, port = lookup(target)
    matches = key.fingerprint in target.published if target.published else None
    if prompter is None:
        raise NeedsUserError(
            f"the host key of {target.host} is not known yet ({key.kind} {key.fingerprint})",
            hint="compare the fingerprint with the site's page",
        )
    for problem in known.problems:
        prompter.telling(f"a line of known_hosts cannot be read: {problem}")
    answer = prompter.unknown_host(UnknownHost(host, port, key.kind, key.fingerprint, target.published, matches))
    if answer == "cancel":
        raise NeedsUserError(
            f"the host key of {target.host} was not accepted", hint="ask the site for its host keys' fingerprints"
        )
    if answer == "save":
        _save(target, key)
    once.add((hostnames.listed(host, port), key))


def _save(target: Target, key: PublicKey) -> None:
    host, port = lookup(target)
    if not target.known_hosts:
        raise UnreachableError(f"no known_hosts file is configured, so the key of {target.host} cannot be saved")
    try:
        hostkeys.append(target.known_hosts[0], host, port, key, hash_names=target.hash_known_hosts)
    except OSError as error:
        raise UnreachableError(f"{target.known_hosts[0]}: the host key was not saved: {error}") from None


def _changed(target: Target, key: PublicKey, verdict: Verdict) -> LoginRefusedError:
    where = _where(verdict.entry)
    return LoginRefusedError(
        f"the host key of {target.host} has changed: it shows {key.kind} {key.fingerprint}, which is not the key in "
        f"{where}. Somebody may be listening in",
        hint=f"only if the site has announced a new key: {_forget(target, verdict.entry)}",
    )


def _forget(target: Target, entry: Entry | None) -> str:
    """The command that takes the host's old key out of its file."""
    command = f"ssh-keygen -R '{hostnames.listed(*lookup(target))}'"
    if entry is None or shortened(entry.file) == "~/.ssh/known_hosts":
        return command
    return f"{command} -f {shlex.quote(entry.file)}"


def _revoked(target: Target, key: PublicKey, verdict: Verdict) -> LoginRefusedError:
    where = _where(verdict.entry)
    return LoginRefusedError(
        f"the host key of {target.host} is revoked in {where}: {key.kind} {key.fingerprint}. It must not be trusted",
        hint="ask the site's support",
    )
