"""Where to log in, as people write it: [USER@]HOST[:PORT], with brackets around an IPv6 address that has a port."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from ...errors import RequestError

_PORT = re.compile(r"[0-9]{1,5}", re.ASCII)
LAST_PORT = 65535
HINT = "a name as in ssh_config, or an address; [USER@]HOST[:PORT]"


@dataclass(frozen=True)
class Address:
    """`user` "" and `port` 0 where the text has none."""

    host: str
    user: str = ""
    port: int = 0


def split(text: str) -> Address:
    """The parts of a text. Raises RequestError (host) for colons and brackets that make no sense, and a bad port."""
    user, at, rest = text.strip().rpartition("@")
    host, port = _host_and_port(text, rest)
    if (at and not user) or not host or (":" in host and not _is_ipv6(host)):
        raise _no_host(text)
    return Address(host, user, port)


def joined(host: str, port: int) -> str:
    """HOST, HOST:PORT or [ADDRESS]:PORT; `port` 0 is none."""
    return (f"[{host}]:{port}" if ":" in host else f"{host}:{port}") if port else host


def _host_and_port(text: str, rest: str) -> tuple[str, int]:
    if rest.startswith("["):
        host, bracket, tail = rest[1:].partition("]")
        if not bracket or (tail and not tail.startswith(":")):
            raise _no_host(text)
        return host, _port(tail[1:]) if tail else 0
    host, colon, port = rest.partition(":")
    # With more than one colon, all of it is an address.
    return (host, _port(port)) if colon and ":" not in port else (rest, 0)


def _port(text: str) -> int:
    if not _PORT.fullmatch(text) or not 0 < int(text) <= LAST_PORT:
        raise RequestError(f"{text!r} is not a port", hint=f"HOST:PORT, with a number up to {LAST_PORT}", field="host")
    return int(text)


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text.partition("%")[0])
    except ValueError:
        return False
    return True


def _no_host(text: str) -> RequestError:
    return RequestError(f"{text.strip()!r} is not a host name", hint=HINT, field="host")
