"""How this user logs in to a cluster: host, port, user name and client, kept in one small file; never a secret."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ...errors import RequestError
from ...remote.local import write_atomic
from ...remote.target import Client
from ..paths import private_folder
from .address import HINT, LAST_PORT, Address, joined, split

_HOST = re.compile(r"[A-Za-z0-9_:][A-Za-z0-9._:%-]{0,254}", re.ASCII)
_USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._@-]{0,63}", re.ASCII)
CLIENTS: tuple[Client, ...] = ("paramiko", "openssh")


@dataclass(frozen=True)
class LoginSettings:
    """`host` a name of ssh_config or an address, "" the cluster's own; `user` "" and `port` 0: what ssh_config says."""

    host: str = ""
    user: str = ""
    client: Client = "paramiko"
    port: int = 0

    @property
    def place(self) -> str:
        """HOST, with the port where one is set."""
        return joined(self.host, self.port)


def checked(settings: LoginSettings) -> LoginSettings:
    """The settings, blanks around them cut off; USER@ and :PORT of the host go to where they belong.

    Raises RequestError for what ssh could take for an option or a word.
    """
    address = split(settings.host) if settings.host.strip() else Address("")
    host, user = address.host, settings.user.strip()
    if host and not _HOST.fullmatch(host):
        raise RequestError(f"{host!r} is not a host name", hint=HINT, field="host")
    if user and address.user not in {"", user}:
        raise RequestError(f"two user names: {address.user} and {user}", hint="name one", field="user")
    user = user or address.user
    if user and not _USER.fullmatch(user):
        raise RequestError(f"{user!r} is not a user name", hint="letters, digits, dot, dash", field="user")
    if settings.client not in CLIENTS:
        raise RequestError(f"{settings.client!r} is not a client", hint=f"known: {', '.join(CLIENTS)}", field="client")
    port = (address.port or settings.port) if host else 0
    return LoginSettings(host, user, settings.client, port)


class Logins:
    """The file of all of them; read each time, so that several windows agree."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    def get(self, cluster: str) -> LoginSettings:
        """Those of one cluster. Raises RequestError when the file cannot be read."""
        found = self._load().get(cluster, {})
        if not isinstance(found, dict):
            raise self._damaged(f"{cluster} is no object")
        known = {name: found[name] for name in ("host", "user", "client") if name in found}
        if not all(isinstance(value, str) for value in known.values()):
            raise self._damaged(f"{cluster}: host, user and client are text")
        port = found.get("port", 0)
        if type(port) is not int or not 0 <= port <= LAST_PORT:
            raise self._damaged(f"{cluster}: port is a number up to {LAST_PORT}")
        return checked(LoginSettings(**known, port=port))

    def save(self, cluster: str, settings: LoginSettings) -> LoginSettings:
        """Keep them; what is kept. Raises RequestError."""
        settings = checked(settings)
        with self._lock:
            everything = {**self._load(), cluster: asdict(settings)}
            try:
                private_folder(self.path.parent)
                write_atomic(self.path, json.dumps(everything, indent=1, sort_keys=True).encode() + b"\n")
            except OSError as error:
                raise RequestError(f"cannot write {self.path}: {error.strerror}") from error
        return settings

    def _load(self) -> Mapping[str, object]:
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            raise self._damaged(str(error)) from error
        if not isinstance(found, dict):
            raise self._damaged("it is no JSON object")
        return found

    def _damaged(self, why: str) -> RequestError:
        return RequestError(f"{os.fspath(self.path)} cannot be read: {why}", hint="mend it, or delete it")
