"""From a host's name to a Target: what ssh_config, the cluster's file and the user's own settings say together."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ..errors import LoginRefusedError
from ..target import Client, Target
from . import jumps, sshconfig
from .jumps import Jump
from .sshconfig import Options, Warn
from .tokens import expand, tokens

_MOST_HOPS = 8
_OPENSSH = "choose the openssh client for this cluster"
#: Words whose values this client cannot follow, and the values that ask for nothing.
_CANNOT = {
    "pkcs11provider": ("none",),
    "securitykeyprovider": ("internal", "none"),
    "revokedhostkeys": ("none",),
    "knownhostscommand": ("none",),
}
_NO = {"no", "false"}
_METHODS = {
    "pubkeyauthentication": "publickey",
    "kbdinteractiveauthentication": "keyboard-interactive",
    "passwordauthentication": "password",
}


def _tell_nobody(text: str) -> None:
    """For callers that have nobody to warn."""


def resolve(
    alias: str,
    *,
    user: str = "",
    port: int | None = None,
    published: tuple[str, ...] = (),
    config_file: Path | None = None,
    warn: Warn = _tell_nobody,
    client: Client = "paramiko",
) -> Target:
    """Where `alias` leads, and by which hosts. `user` and `port` win over ssh_config; `published` are fingerprints.

    `config_file` is read in the place of the usual ones. The ssh program finds its way by itself, so a Target for
    it names no other hosts. Raises LoginRefusedError, with what to do, for what paramiko cannot do.
    """
    if client == "openssh":
        found = sshconfig.options(alias, user, port, config_file, warn)
        return replace(_read(alias, found), published=published, client=client)
    return replace(_resolve(Jump(alias, user, port), config_file, warn, ()), published=published)


def has_alias(name: str, config_file: Path | None = None) -> bool:
    """Whether ssh_config gives `name` an address of its own. Raises LoginRefusedError."""
    found = sshconfig.options(name, "", None, config_file, _tell_nobody)
    return _one(found, "hostname", name).lower() != name.lower()


def _resolve(asked: Jump, config_file: Path | None, warn: Warn, seen: tuple[str, ...]) -> Target:
    if asked.alias in seen:
        raise LoginRefusedError(f"ssh_config: ProxyJump goes in a circle: {' → '.join((*seen, asked.alias))}")
    if len(seen) >= _MOST_HOPS:
        raise LoginRefusedError(f"ssh_config: more than {_MOST_HOPS} hosts on the way: {' → '.join(seen)}")
    found = sshconfig.options(asked.alias, asked.user, asked.port, config_file, warn)
    host, port = _one(found, "hostname", asked.alias), _one(found, "port", "22")
    command = jumps.of_command(_one(found, "proxycommand", ""), host, port)
    on_the_way = jumps.of_jump(_one(found, "proxyjump", "")) or command
    hops: tuple[Target, ...] = ()
    for number, jump in enumerate(on_the_way):
        if number == 0:
            first = _resolve(jump, config_file, warn, (*seen, asked.alias))
            hops = (*first.jumps, replace(first, jumps=()))
        else:
            # ssh follows the way to the first host only; each other one is reached through the one before.
            options = sshconfig.options(jump.alias, jump.user, jump.port, config_file, warn)
            hops += (_target(jump.alias, options),)
    if len(hops) > _MOST_HOPS:
        raise LoginRefusedError(f"ssh_config: more than {_MOST_HOPS} hosts on the way to {asked.alias}")
    return replace(_target(asked.alias, found), jumps=hops)


def _target(alias: str, found: Options) -> Target:
    _refuse_what_cannot_be(alias, found)
    return _read(alias, found)


def _read(alias: str, found: Options) -> Target:
    host = _one(found, "hostname", alias)
    user = _one(found, "user", getpass.getuser())
    port = int(_one(found, "port", "22"))
    key_alias = _one(found, "hostkeyalias", "")
    jump = _one(found, "proxyjump", "")
    letters = tokens(host=host, alias=alias, user=user, port=port, key_alias=key_alias, jump=jump)
    seconds = _one(found, "connecttimeout", "none")
    lists = " ".join((*found.get("userknownhostsfile", ()), *found.get("globalknownhostsfile", ())))
    return Target(
        alias=alias,
        host=host,
        user=user,
        port=port,
        identity_files=_paths(found, "identityfile", letters),
        certificate_files=_paths(found, "certificatefile", letters),
        identities_only=_yes(found, "identitiesonly"),
        agent=_agent(_one(found, "identityagent", "SSH_AUTH_SOCK"), letters),
        known_hosts=tuple(expand(path, letters) for path in lists.split() if path.lower() != "none"),
        host_key_alias=key_alias,
        hash_known_hosts=_yes(found, "hashknownhosts"),
        kerberos=_yes(found, "gssapiauthentication") and bool(_preferred(found, {"gssapi-with-mic"})),
        connect_timeout_s=float(seconds) if seconds.isdigit() and int(seconds) else Target.connect_timeout_s,
    )


def _refuse_what_cannot_be(alias: str, found: Options) -> None:
    for word, nothing in _CANNOT.items():
        value = _one(found, word, "none")
        if value.lower() not in nothing:
            raise LoginRefusedError(f"ssh_config for {alias}: {word} {value} is not followed here", hint=_OPENSSH)
    methods = {method for word, method in _METHODS.items() if _one(found, word, "yes").lower() not in _NO}
    if not _preferred(found, methods):
        raise LoginRefusedError(f"ssh_config for {alias} allows no login by key, prompt or password", hint=_OPENSSH)


def _preferred(found: Options, methods: set[str]) -> set[str]:
    """Those that PreferredAuthentications leaves."""
    named = _one(found, "preferredauthentications", "none")
    return methods if named.lower() == "none" else methods & set(named.split(","))


def _one(found: Options, word: str, default: str) -> str:
    values = found.get(word, ())
    return values[0] if values and values[0] else default


def _yes(found: Options, word: str) -> bool:
    return _one(found, word, "no").lower() in {"yes", "true"}


def _paths(found: Options, word: str, letters: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(expand(path, letters) for path in found.get(word, ()) if path.lower() != "none")


def _agent(value: str, letters: Mapping[str, str]) -> str:
    """The agent's socket: a path, or the name of a variable that holds it."""
    if value.lower() == "none":
        return ""
    if value == "SSH_AUTH_SOCK":
        return os.environ.get("SSH_AUTH_SOCK", "")
    if value.startswith("$") and not value.startswith("${"):
        return os.environ.get(value[1:], "")
    return expand(value, letters)
