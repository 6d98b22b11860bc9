"""The ssh-agent: its keys, and signing with them. Protocol: draft-ietf-sshm-ssh-agent."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass

from .publickey import PublicKey, from_blob
from .wire import Wire, WireError, packed

_REQUEST_IDENTITIES, _IDENTITIES = 11, 12
_SIGN_REQUEST, _SIGNATURE = 13, 14
_RSA_FLAGS = {"rsa-sha2-256": 2, "rsa-sha2-512": 4}
_ANSWER_S = 5.0
#: A signature may wait for a finger on a security key, or for a dialog of the agent.
_SIGN_S = 60.0
_LONGEST = 256 * 1024


@dataclass(frozen=True)
class AgentKey:
    """A key, or a certificate with its key, that the agent holds; `comment` is the user's own."""

    public: PublicKey
    comment: str


class AgentError(OSError):
    """The agent does not answer, or refuses."""


class Agent:
    """One connection to the agent that listens at `path`. Raises AgentError."""

    def __init__(self, path: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(_ANSWER_S)
        try:
            self._socket.connect(path)
        except OSError as error:
            self._socket.close()
            raise AgentError(f"no agent answers at {path}") from error

    def close(self) -> None:
        """Let go of the agent."""
        self._socket.close()

    def keys(self) -> tuple[AgentKey, ...]:
        """What it holds, in its own order."""
        wire = self._ask(bytes([_REQUEST_IDENTITIES]), _IDENTITIES)
        try:
            count = wire.uint32()
            return tuple(AgentKey(from_blob(wire.string()), wire.text()) for _ in range(min(count, 1000)))
        except WireError as error:
            raise AgentError(f"the agent's answer cannot be read: {error}") from error

    def sign(self, blob: bytes, data: bytes, algorithm: str) -> bytes:
        """The signature of `data` by the key, or certificate, of `blob`."""
        flags = _RSA_FLAGS.get(algorithm.removesuffix("-cert-v01@openssh.com"), 0)
        request = bytes([_SIGN_REQUEST]) + packed(blob, data) + struct.pack(">I", flags)
        self._socket.settimeout(_SIGN_S)
        try:
            return self._ask(request, _SIGNATURE).string()
        except WireError as error:
            raise AgentError(f"the agent's answer cannot be read: {error}") from error
        finally:
            self._socket.settimeout(_ANSWER_S)

    def _ask(self, request: bytes, expected: int) -> Wire:
        try:
            self._socket.sendall(struct.pack(">I", len(request)) + request)
            size = int(struct.unpack(">I", self._read(4))[0])
            if not 0 < size <= _LONGEST:
                raise AgentError("the agent's answer has no sensible length")
            wire = Wire(self._read(size))
        except AgentError:
            raise
        except OSError as error:
            raise AgentError(f"the agent does not answer: {error}") from error
        if wire.byte() != expected:
            raise AgentError("the agent refused")
        return wire

    def _read(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            part = self._socket.recv(size - len(data))
            if not part:
                raise AgentError("the agent closed the connection")
            data += part
        return bytes(data)
