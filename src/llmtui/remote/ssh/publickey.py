"""Public keys as their blobs: the type, the fingerprint that ssh prints, and the line of a .pub file."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from .wire import Wire, WireError

CERTIFICATE_SUFFIX = "-cert-v01@openssh.com"


@dataclass(frozen=True)
class PublicKey:
    """A key's type, for example ssh-ed25519, and its blob (RFC 4253, section 6.6), which begins with the type."""

    kind: str
    blob: bytes

    @property
    def fingerprint(self) -> str:
        """SHA256:... as ssh prints it."""
        return "SHA256:" + base64.b64encode(hashlib.sha256(self.blob).digest()).decode().rstrip("=")

    @property
    def base64(self) -> str:
        """The blob as it stands in files."""
        return base64.b64encode(self.blob).decode()

    @property
    def on_token(self) -> bool:
        """Whether the private part is on a security key (FIDO)."""
        return self.kind.startswith("sk-")

    def __repr__(self) -> str:
        return f"PublicKey({self.kind} {self.fingerprint})"


def from_blob(blob: bytes) -> PublicKey:
    """The key of a blob. Raises WireError."""
    return PublicKey(Wire(blob).text(), blob)


def from_line(line: str) -> PublicKey:
    """The key of `TYPE BASE64 [COMMENT]`. Raises WireError where it is no such line."""
    words = line.split()
    if len(words) < 2:
        raise WireError("it is not TYPE BASE64")
    try:
        key = from_blob(base64.b64decode(words[1], validate=True))
    except ValueError as error:
        raise WireError("the key is no base64") from error
    if key.kind != words[0]:
        raise WireError(f"it says {words[0][:40]}, but the key is another type")
    return key
