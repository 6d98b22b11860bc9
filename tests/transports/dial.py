"""A login by key in a few lines: what a transport over paramiko stands on in these tests."""

from __future__ import annotations

import socket

import paramiko
from tests.realssh.server import Sshd

from llmtui.remote.ssh.dialled import Dialled


def dial(server: Sshd, port: int = 0) -> Dialled:
    """Log in to the server, by way of `port` where a relay stands before it."""
    link = socket.create_connection(("127.0.0.1", port or server.port), 10)
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    transport = paramiko.Transport(link)
    transport.start_client(timeout=20)
    transport.auth_publickey(server.user, paramiko.Ed25519Key.from_private_key_file(str(server.key)))
    return Dialled(transport, (link.close,), where=f"{server.user}@127.0.0.1:{server.port}")
