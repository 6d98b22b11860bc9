"""ProxyJump, and the ProxyCommand that means the same: which hosts stand on the way."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import PurePath

from ..errors import LoginRefusedError

_JUMP = re.compile(r"(?:ssh://)?(?:(?P<user>[^@]+)@)?(?P<host>\[[^\]]+\]|[^:\[\]]+)(?::(?P<port>\d+))?/?")


@dataclass(frozen=True)
class Jump:
    """One host on the way; `user` "" and `port` None leave that to ssh_config."""

    alias: str
    user: str = ""
    port: int | None = None


def of_jump(text: str) -> tuple[Jump, ...]:
    """The hosts of a ProxyJump line, the first first. Raises LoginRefusedError."""
    if text.lower() in {"", "none"}:
        return ()
    return tuple(_one(part.strip()) for part in text.split(","))


def _one(text: str) -> Jump:
    found = _JUMP.fullmatch(text)
    if found is None:
        raise LoginRefusedError(f"ssh_config: ProxyJump {text!r} is no [USER@]HOST[:PORT]")
    port = found["port"]
    return Jump(found["host"].strip("[]"), found["user"] or "", int(port) if port else None)


def of_command(text: str, host: str, port: str) -> tuple[Jump, ...]:
    """The host of `ssh -W %h:%p HOST`, for a way to `host`. Raises LoginRefusedError for any other ProxyCommand."""
    if text.lower() in {"", "none"}:
        return ()
    try:
        words = shlex.split(text)
    except ValueError:
        words = []
    # The tokens may have been put in by whoever read the file.
    ends = {"%h:%p", "[%h]:%p", f"{host}:{port}", f"[{host}]:{port}"}
    jump = _of_words(words[1:], ends) if words and PurePath(words[0]).name == "ssh" else None
    if jump is None:
        raise LoginRefusedError(
            f"ssh_config: ProxyCommand {text!r} cannot be run from here",
            hint="use ProxyJump, or choose the openssh client for this cluster",
        )
    return (jump,)


def _of_words(words: list[str], ends: set[str]) -> Jump | None:
    """None where there is an option that would be lost."""
    values: dict[str, str] = {}
    hosts = []
    rest = iter(words)
    for word in rest:
        if word in {"-W", "-p", "-l"}:
            values[word] = next(rest, "")
        elif word.startswith("-W"):
            values["-W"] = word[2:]
        elif word not in {"-q", "-T", "-x", "-a"}:
            hosts.append(word)
    if values.get("-W") not in ends or len(hosts) != 1 or hosts[0].startswith("-"):
        return None
    jump = _one(hosts[0])
    port = values.get("-p", "")
    return Jump(jump.alias, values.get("-l") or jump.user, int(port) if port.isdigit() else jump.port)
