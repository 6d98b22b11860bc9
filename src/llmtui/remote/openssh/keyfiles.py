"""Whether a key file needs its owner: a passphrase, or a touch of the token that holds the key."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path

#: The first bytes of a private key in OpenSSH's format, then the name of its cipher (PROTOCOL.key in its sources).
_MAGIC = b"openssh-key-v1\0"
_BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----"
_MOST = 64 * 1024


def wants_the_user(path: str) -> bool:
    """Whether the private key at `path` has a passphrase or is on a token; False where it cannot be read."""
    try:
        with Path(path).expanduser().open("rb") as file:
            text = file.read(_MOST).decode("ascii", errors="replace")
    except OSError:
        return False
    if "ENCRYPTED" in text:  # PEM: "Proc-Type: 4,ENCRYPTED" or "BEGIN ENCRYPTED PRIVATE KEY"
        return True
    head, begin, body = text.partition(_BEGIN)
    if not begin or head.strip():
        return False
    try:
        data = base64.b64decode("".join(body.partition("-----END")[0].split()))
    except (binascii.Error, ValueError):
        return False
    cipher = data[len(_MAGIC) + 4 :]
    # The public key's type stands near the beginning, also of an encrypted file.
    return data.startswith(_MAGIC) and (not cipher.startswith(b"none") or b"sk-" in data[:128])
