"""OpenSSH certificates: what one says of itself, read from its file.

Format: OpenSSH's PROTOCOL.certkeys.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from . import regular
from .publickey import CERTIFICATE_SUFFIX, PublicKey, from_blob, from_line
from .wire import Wire, WireError, packed

#: How many strings the public key has, by its type.
_KEY_STRINGS = {
    "ssh-ed25519": 1,
    "ssh-rsa": 2,
    "ssh-dss": 4,
    "ecdsa-sha2-nistp256": 2,
    "ecdsa-sha2-nistp384": 2,
    "ecdsa-sha2-nistp521": 2,
    "sk-ssh-ed25519@openssh.com": 2,
    "sk-ecdsa-sha2-nistp256@openssh.com": 3,
}
_KINDS: dict[int, Literal["user", "host"]] = {1: "user", 2: "host"}
_FOREVER = 2**64 - 1


@dataclass(frozen=True)
class Certificate:
    """One certificate; times are seconds since the epoch, `expires_at` None means never.

    `whole` is the certificate itself, `key` the key that it is for, `authority` the key that signed it. `signed` are
    the bytes that `signature` is for. `critical` are the names of conditions that whoever accepts it must know.
    """

    kind: Literal["user", "host"]
    key_id: str
    serial: int
    principals: tuple[str, ...]
    valid_from: float
    expires_at: float | None
    whole: PublicKey
    key: PublicKey
    authority: PublicKey
    critical: tuple[str, ...] = ()
    signed: bytes = b""
    signature: bytes = b""
    path: str = ""

    def expired(self, now: float) -> bool:
        """Whether its time is over."""
        return self.expires_at is not None and now >= self.expires_at

    def too_early(self, now: float) -> bool:
        """Whether its time has not begun."""
        return now < self.valid_from

    def valid(self, now: float) -> bool:
        """Whether `now` is within its time."""
        return not self.expired(now) and not self.too_early(now)


def read(path: Path) -> Certificate:
    """The certificate of a `-cert.pub` file. Raises OSError, WireError."""
    whole = from_line(regular.content(str(path))[0])
    return parse(whole.blob, str(path))


def parse(blob: bytes, path: str = "") -> Certificate:
    """The certificate of a blob. Raises WireError."""
    whole = from_blob(blob)
    base = whole.kind.removesuffix(CERTIFICATE_SUFFIX)
    # Security keys carry the suffix in the place of the plain type's "@openssh.com".
    base = f"{base}@openssh.com" if base.startswith("sk-") else base
    if not whole.kind.endswith(CERTIFICATE_SUFFIX) or base not in _KEY_STRINGS:
        raise WireError(f"{whole.kind[:40]} is no certificate of a known type")
    wire = Wire(blob)
    wire.skip(2)  # the type and the nonce
    key = packed(base.encode(), *[wire.string() for _ in range(_KEY_STRINGS[base])])
    serial, kind = wire.uint64(), wire.uint32()
    key_id, principals = wire.text(), _strings(wire.string())
    valid_from, expires = wire.uint64(), wire.uint64()
    critical = _strings(wire.string())[::2]
    wire.skip(2)  # extensions and a reserved field
    authority = wire.string()
    signed = blob[: wire.at]
    if kind not in _KINDS:
        raise WireError(f"a certificate of kind {kind} is not known")
    return Certificate(
        kind=_KINDS[kind],
        key_id=key_id,
        serial=serial,
        principals=tuple(principals),
        valid_from=float(valid_from),
        expires_at=None if expires == _FOREVER else float(expires),
        whole=whole,
        key=from_blob(key),
        authority=from_blob(authority),
        critical=tuple(critical),
        signed=signed,
        signature=wire.string(),
        path=path,
    )


def _strings(data: bytes) -> list[str]:
    wire = Wire(data)
    found = []
    while not wire.done:
        found.append(wire.text())
    return found


def when(moment: float) -> str:
    """A moment in this machine's time zone, for a message."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(moment))
