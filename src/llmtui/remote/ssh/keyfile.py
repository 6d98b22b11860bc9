"""Private key files: which key it is and whether it is encrypted, told without the passphrase; and loading it."""

from __future__ import annotations

import base64
import io
import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import regular
from .publickey import PublicKey, from_blob, from_line
from .wire import Wire, WireError

if TYPE_CHECKING:
    import paramiko

_OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----"
_MAGIC = b"openssh-key-v1\0"
#: The older formats that can be loaded, by the first line.
_OLD = {"-----BEGIN RSA PRIVATE KEY-----": "ssh-rsa", "-----BEGIN EC PRIVATE KEY-----": "ecdsa-sha2-"}


@dataclass(frozen=True)
class KeyFile:
    """One IdentityFile as it lies on the disk.

    `public` is its public key where that can be told, `encrypted` whether a passphrase is needed; `problem` says why
    it cannot be used, "" when it can. `text` is the file's content: encrypted, or a secret, and never shown.
    """

    path: str
    public: PublicKey | None = None
    encrypted: bool = False
    problem: str = ""
    text: str = field(default="", repr=False)

    @property
    def usable(self) -> bool:
        """Whether there is a private key here that can be loaded."""
        return bool(self.text) and not self.problem

    def load(self, passphrase: str | None) -> paramiko.PKey:
        """The private key. Raises PassphraseError for a wrong passphrase, WireError for a broken file."""
        import paramiko

        kinds: tuple[type[paramiko.PKey], ...] = (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey)
        fitting = [kind for kind in kinds if self.public is None or self.public.kind in kind.identifiers()]
        loaded = [self._loaded(kind, passphrase) for kind in fitting]
        for key in loaded:
            if not isinstance(key, str):
                return key
        if self.encrypted:
            raise PassphraseError(f"{self.path}: the passphrase is wrong")
        raise WireError(f"{self.path}: {loaded[0] if loaded else 'a key of this type cannot be used'}")

    def _loaded(self, kind: type[paramiko.PKey], passphrase: str | None) -> paramiko.PKey | str:
        """The key, or why it is none of that kind."""
        import paramiko

        try:
            return kind.from_private_key(io.StringIO(self.text), password=passphrase)
        except (paramiko.SSHException, ValueError, TypeError, IndexError) as error:
            return str(error) or type(error).__name__


class PassphraseError(ValueError):
    """The passphrase does not open the key."""


def read(path: str) -> KeyFile | None:
    """The key at `path`; None where there is neither a private key nor its .pub file."""
    public, hint = _public_beside(path), ""
    try:
        text, mode = regular.content(path)
    except FileNotFoundError:
        return KeyFile(path, public, problem=_missing(path, public)) if public is not None else None
    except OSError as error:
        return KeyFile(path, public, problem=f"{path}: {error.strerror}")
    if text.startswith(("ssh-", "ecdsa-", "sk-")):
        return _named_by_public(path, text)
    if mode.st_uid == os.getuid() and stat.S_IMODE(mode.st_mode) & 0o077:
        hint = f"{path}: others can read this private key, so it is not used (chmod 600 {path})"
    return _read_private(path, text, public, hint)


def _read_private(path: str, text: str, public: PublicKey | None, problem: str) -> KeyFile:
    start = text.lstrip().partition("\n")[0].strip()
    if start == _OPENSSH:
        try:
            public, encrypted = _openssh_header(text)
        except WireError as error:
            return KeyFile(path, public, problem=problem or f"{path}: {error}")
        if public.on_token:
            problem = problem or (
                f"{path}: a key on a security key (FIDO) works by way of the agent only (ssh-add {path}), "
                "or with the openssh client"
            )
        return KeyFile(path, public, encrypted, problem, text)
    if start not in _OLD:
        return KeyFile(path, public, problem=problem or f"{path}: not a private key that can be read here")
    return KeyFile(path, public, "Proc-Type: 4,ENCRYPTED" in text, problem, text)


def _openssh_header(text: str) -> tuple[PublicKey, bool]:
    """The public key, which is never encrypted, and whether the private one is (OpenSSH's PROTOCOL.key)."""
    body = text.partition(_OPENSSH)[2].partition("-----END")[0]
    try:
        data = base64.b64decode("".join(body.split()), validate=True)
    except ValueError as error:
        raise WireError("the key is no base64") from error
    if not data.startswith(_MAGIC):
        raise WireError("not an OpenSSH private key")
    wire = Wire(data[len(_MAGIC) :])
    cipher = wire.text()
    wire.skip(2)  # the key derivation and its options
    wire.uint32()  # how many keys: one
    return from_blob(wire.string()), cipher != "none"


def _public_beside(path: str) -> PublicKey | None:
    try:
        return from_line(regular.content(f"{path}.pub")[0])
    except (OSError, WireError):
        return None


def _named_by_public(path: str, text: str) -> KeyFile:
    """An IdentityFile may name a public key, whose private one is in the agent."""
    try:
        public = from_line(text)
    except WireError as error:
        return KeyFile(path, problem=f"{path}: {error}")
    return KeyFile(path, public, problem=_missing(path, public))


def _missing(path: str, public: PublicKey | None) -> str:
    return (
        f"{path}: only the public key is here ({public.fingerprint if public else ''}), and the agent has no such key"
    )
