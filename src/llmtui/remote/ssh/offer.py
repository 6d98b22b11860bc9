"""Ask a server whether it would take a key, before anybody is asked for the key's passphrase (RFC 4252, section 7)."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from .publickey import CERTIFICATE_SUFFIX, PublicKey

if TYPE_CHECKING:
    import paramiko

_LOOK_S = 0.1


def takes(transport: paramiko.Transport, user: str, key: PublicKey, limit_s: float) -> bool:
    """Whether the server would take `key`, be it a certificate or a plain key, if its owner proved to have it.

    TimeoutError after `limit_s` without an answer; raises what paramiko raises for a method that is not allowed, and
    EOFError when the connection ends.
    """
    import paramiko

    answered = threading.Event()
    query = _query(transport, user, key, answered)
    transport.auth_handler = query
    query.begin()
    deadline = time.monotonic() + limit_s
    while not answered.wait(_LOOK_S):
        if not transport.is_active():
            raise EOFError
        if time.monotonic() > deadline:
            raise TimeoutError
    error = transport.get_exception()
    if isinstance(error, paramiko.BadAuthenticationType):
        raise error
    if not transport.is_active():
        raise EOFError
    return bool(query.taken)


def _query(transport: paramiko.Transport, user: str, key: PublicKey, answered: threading.Event) -> Any:
    """A login that asks and proves nothing; paramiko itself only ever proves."""
    from paramiko.auth_handler import AuthHandler
    from paramiko.common import MSG_USERAUTH_INFO_REQUEST, cMSG_USERAUTH_REQUEST
    from paramiko.message import Message

    class Query(AuthHandler):
        taken = False

        def begin(self) -> None:
            self.auth_event, self.auth_method, self.username = answered, "publickey", user
            self._request_auth()  # type: ignore[attr-defined]

        def _parse_service_accept(self, message: Message) -> None:
            asked = Message()
            asked.add_byte(cMSG_USERAUTH_REQUEST)
            for text in (user, "ssh-connection", "publickey"):
                asked.add_string(text)
            asked.add_boolean(False)
            asked.add_string(_algorithm(key))
            asked.add_string(key.blob)
            self.transport._send_message(asked)  # type: ignore[attr-defined]

        def _taken(self, message: Message) -> None:
            self.taken = True
            answered.set()

        @property
        def _client_handler_table(self) -> dict[int, Any]:
            # The number of "this key would do" is also that of a prompt, which this login never gets.
            return {**super()._client_handler_table, MSG_USERAUTH_INFO_REQUEST: self._taken}  # type: ignore[misc]

    return Query(transport)


def _algorithm(key: PublicKey) -> str:
    """The name to ask by: RSA keys sign with SHA-2, whatever their own type is called."""
    if key.kind == "ssh-rsa":
        return "rsa-sha2-512"
    return f"rsa-sha2-512{CERTIFICATE_SUFFIX}" if key.kind == f"ssh-rsa{CERTIFICATE_SUFFIX}" else key.kind
