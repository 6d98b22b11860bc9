"""Host names as known_hosts has them: with a port, as patterns, hashed. The rules are those of sshd(8)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

DEFAULT_PORT = 22
_HASH = "|1|"


def listed(host: str, port: int = DEFAULT_PORT) -> str:
    """The name that a host is looked up by: lower case, and [HOST]:PORT where the port is another than 22."""
    name = host.lower()
    return name if port == DEFAULT_PORT else f"[{name}]:{port}"


def hashed(name: str, salt: bytes | None = None) -> str:
    """`name` so that a file does not tell it."""
    salt = os.urandom(20) if salt is None else salt
    digest = hmac.new(salt, name.encode(), hashlib.sha1).digest()
    return f"{_HASH}{base64.b64encode(salt).decode()}|{base64.b64encode(digest).decode()}"


def is_hashed(names: str) -> bool:
    """Whether the first field of a line is a hashed name."""
    return names.startswith(_HASH)


def matches(names: str, name: str) -> bool:
    """Whether the first field of a line is for `name`, which comes from listed()."""
    if is_hashed(names):
        return _matches_hash(names, name)
    found = False
    for part in names.lower().split(","):
        pattern = part.removeprefix("!")
        if _fits(pattern, name):
            if pattern != part:
                return False
            found = True
    return found


def _matches_hash(names: str, name: str) -> bool:
    salt, _, digest = names.removeprefix(_HASH).partition("|")
    try:
        key, want = base64.b64decode(salt, validate=True), base64.b64decode(digest, validate=True)
    except ValueError:
        return False
    return hmac.compare_digest(hmac.new(key, name.encode(), hashlib.sha1).digest(), want)


def _fits(pattern: str, name: str) -> bool:
    """`*` is any text, `?` one character; goes back to the last star only, so that no pattern takes long."""
    at = place = 0
    star, after = -1, 0
    while at < len(name):
        if place < len(pattern) and pattern[place] == "*":
            star, after = place, at
            place += 1
        elif place < len(pattern) and pattern[place] in {"?", name[at]}:
            place, at = place + 1, at + 1
        elif star >= 0:
            after += 1
            place, at = star + 1, after
        else:
            return False
    return not pattern[place:].strip("*")
