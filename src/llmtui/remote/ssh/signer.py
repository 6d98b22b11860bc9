"""Signer: a key as paramiko wants it for a login, whoever holds the private part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .certificate import Certificate
from .publickey import PublicKey

#: The signature of the data by the algorithm named.
Sign = Callable[[bytes, str], bytes]


@dataclass(frozen=True)
class Shown:
    """What is shown to the server in the place of the plain public key."""

    key_type: str
    key_blob: bytes


@dataclass(frozen=True)
class Signer:
    """Shows `public`, or `certificate` where there is one, and signs by `sign`.

    It has those attributes of paramiko.PKey that a login reads.
    """

    public: PublicKey
    sign: Sign = field(repr=False)
    certificate: Certificate | None = None

    @property
    def public_blob(self) -> Shown | None:
        """The certificate, where there is one."""
        whole = self.certificate.whole if self.certificate else None
        return Shown(whole.kind, whole.blob) if whole else None

    def get_name(self) -> str:
        """The type of the key."""
        return self.public.kind

    def asbytes(self) -> bytes:
        """The public key's blob."""
        return self.public.blob

    def sign_ssh_data(self, data: bytes, algorithm: str | None = None) -> bytes:
        """The signature that proves the key."""
        return self.sign(data, algorithm or self.public.kind)
