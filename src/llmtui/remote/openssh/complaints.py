"""What the ssh program says when a login fails, as an error that tells whether it is worth trying again.

The texts are those of OpenSSH's clients (ssh.c, sshconnect.c, sshconnect2.c); they are not translated.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from ...domain.remotetext import RemoteText, safe_line
from ...errors import UnreachableError
from ..errors import LoginRefusedError, NeedsUserError
from ..ssh import keyfile
from ..target import Target
from . import tickets

_DENIED = re.compile(r"Permission denied \(([A-Za-z0-9,@.-]+)\)")
#: A token that is not plugged in, an agent that says no.
_UNSIGNED = re.compile(r"signing failed for .+")
_OFFENDING = re.compile(r"Offending (?:[A-Za-z0-9-]+ )?key in (.+):(\d+)")
#: Ways of logging in that ask the user, and those that need a Kerberos ticket of theirs, which nobody asks for.
_ASKING = frozenset({"password", "keyboard-interactive"})
_TICKET = frozenset({"gssapi-with-mic", "gssapi-keyex"})
_KEY = "is the key the one that the site has, and is it in the agent (ssh-add)?"
_CHANGED = "HOST IDENTIFICATION HAS CHANGED"
_REVOKED = re.compile(r"REVOKED HOST KEY DETECTED|[Hh]ost key .*revoked")
_UNKNOWN = "Host key verification failed"

#: What the network says, and what to do about it.
_NETWORK = (
    ("Could not resolve hostname", "is the name right, and are you on the network or VPN that the site asks for?"),
    ("timed out", "does the site let your network in? it may need its VPN"),
    ("Connection refused", "is the port right? the login node may be down"),
    ("No route to host", "does the site let your network in? it may need its VPN"),
    ("Network is unreachable", "is this machine online?"),
    ("Connection closed by", "the login node may be full or under maintenance"),
    ("Connection reset by", "the login node may be full or under maintenance"),
    ("Broken pipe", "the login node may be full or under maintenance"),
)
#: What stays as it is until somebody changes a setting.
_SETTINGS = (
    "Bad configuration option",
    "Bad owner or permissions",
    "Unable to negotiate",
    "Too many authentication failures",
    "terminating,",
    "usage: ssh",
)


def login_error(target: Target, said: RemoteText, master: Sequence[str]) -> UnreachableError:
    """The error for a login that ended with these words; `master` is the command that asks in a terminal."""
    lines = said.lines()
    return (
        _host_key(target, lines, master)
        or _denied(target, "\n".join(lines), master)
        or _settings(target, lines)
        or _network(target, lines)
        or UnreachableError(f"{target.where}: {said.line(200) or 'ssh ended without a word'}")
    )


def in_a_terminal(master: Sequence[str]) -> str:
    """The hint that names the command."""
    return f"log in once in a terminal, then connect again: {shlex.join(master)}"


def _host_key(target: Target, lines: Sequence[str], master: Sequence[str]) -> UnreachableError | None:
    text = "\n".join(lines)
    if _REVOKED.search(text):
        return LoginRefusedError(f"the host key of {target.host} is revoked", hint="do not log in; ask the site")
    if _CHANGED in text:
        found = _OFFENDING.search(text)
        where = f"; the old one is in {safe_line(found[1])}, line {found[2]}" if found else ""
        hint = "somebody may be listening: compare with what the site publishes before you remove the old key"
        return LoginRefusedError(f"the host key of {target.host} has changed{where}", hint=hint)
    if _UNKNOWN in text:
        return NeedsUserError(f"the host key of {target.host} is not known yet", hint=in_a_terminal(master))
    return None


def _denied(target: Target, text: str, master: Sequence[str]) -> UnreachableError | None:
    found = _DENIED.search(text)
    if found is None:
        return None
    ways = set(found[1].split(","))
    kerberos = tickets.advice(target, tickets.held()) if ways & _TICKET else None
    reasons = [*_UNSIGNED.findall(text)[:1], *([kerberos.why] if kerberos is not None and kerberos.why else [])]
    problem = f"{target.where} did not let us in by {found[1].replace(',', ', ')}"
    problem += f": {'; '.join(reasons)}" if reasons else ""
    hints = [] if kerberos is None else [kerberos.hint]
    if _ASKING & ways or any(_wants_the_user(name) for name in target.identity_files):
        return NeedsUserError(problem, hint="; or ".join((*hints, in_a_terminal(master))))
    if kerberos is None or ("publickey" in ways and not kerberos.certain):
        hints.append(_KEY)
    return LoginRefusedError(problem, hint="; ".join(hints))


def _wants_the_user(path: str) -> bool:
    """Whether a key file has a passphrase, or its key is on a token that waits to be touched."""
    found = keyfile.read(path)
    return found is not None and (found.encrypted or (found.public is not None and found.public.on_token))


def _settings(target: Target, lines: Sequence[str]) -> UnreachableError | None:
    for line in lines:
        if any(words in line for words in _SETTINGS):
            return LoginRefusedError(f"{target.where}: {line[:200]}", hint="ssh's settings for this host need a change")
    return None


def _network(target: Target, lines: Sequence[str]) -> UnreachableError | None:
    for words, hint in _NETWORK:
        for line in lines:
            if words in line:
                return UnreachableError(f"{target.where}: {line[:200]}", hint=hint)
    return None
