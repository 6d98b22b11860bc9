"""The TCP connection under a login, and the SSH key exchange over it; each step with its own time limit and message."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from ...domain.remotetext import safe_line
from ...errors import UnreachableError
from ..attempt import Attempt
from ..target import Target
from .quiet import keep_quiet

if TYPE_CHECKING:
    import paramiko

BANNER_S = 15.0
HANDSHAKE_S = 15.0
CHANNEL_S = 15.0
#: After this long without an acknowledgement of what was sent, the kernel takes the connection for dead.
_UNANSWERED_MS = 20_000
#: The part of a time limit after which an error without a reason is taken for its end.
_NEARLY = 0.95
#: Offered by paramiko by default, and broken or weak.
_WEAK = {
    "ciphers": ["3des-cbc", "aes128-cbc", "aes192-cbc", "aes256-cbc"],
    "macs": ["hmac-md5", "hmac-md5-96", "hmac-sha1", "hmac-sha1-96"],
}


def shake_hands(
    target: Target, over: paramiko.Transport | None, host_keys: tuple[str, ...], attempt: Attempt
) -> paramiko.Transport:
    """Connect (through `over`, or by TCP) and exchange keys; the server's key is not judged here.

    `host_keys` are the algorithms to ask the server for, best first. `attempt` holds the TCP connection, on which all
    the rest stands. Raises UnreachableError.
    """
    import paramiko

    keep_quiet()
    link = _tcp(target, attempt) if over is None else _through(target, over)
    transport = paramiko.Transport(link, disabled_algorithms=_WEAK)
    transport.banner_timeout = BANNER_S
    transport.handshake_timeout = HANDSHAKE_S
    transport.channel_timeout = CHANNEL_S
    if host_keys:
        transport.get_security_options().key_types = host_keys
    started = time.monotonic()
    try:
        transport.start_client(timeout=BANNER_S + HANDSHAKE_S)
        # Tells of a time-out too, which start_client does not.
        transport.get_remote_server_key()
    except (paramiko.SSHException, EOFError, OSError) as error:
        seconds = time.monotonic() - started
        transport.close()
        raise _no_handshake(target, transport, error, seconds) from None
    return transport


def _tcp(target: Target, attempt: Attempt) -> socket.socket:
    seconds = target.connect_timeout_s
    try:
        link = socket.create_connection((target.host, target.port), seconds)
    except (socket.gaierror, UnicodeError) as error:
        # The second is for a name that cannot be one: a part that is empty, or that has more than 63 characters.
        why = error.strerror if isinstance(error, OSError) else "a part of it is empty or too long"
        raise UnreachableError(
            f"{target.host}: no such host name ({why})", hint="check the name, the network and the VPN"
        ) from None
    except TimeoutError:
        raise UnreachableError(
            f"{target.host} port {target.port}: no connection within {seconds:.0f} s",
            hint="a firewall or a VPN may stand between; the site's pages tell where logins are allowed from",
        ) from None
    except OSError as error:
        raise UnreachableError(
            f"{target.host} port {target.port}: {error.strerror or error}", hint="check the port, and the site's status"
        ) from None
    # Without it, small packets wait for the acknowledgement of the one before.
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    link.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        with suppress(OSError):
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNANSWERED_MS)
    attempt.holds(lambda: _shut(link))
    return link


def _shut(link: socket.socket) -> None:
    """End it for whoever reads or writes; its owner closes it."""
    with suppress(OSError):
        link.shutdown(socket.SHUT_RDWR)


def _through(target: Target, over: paramiko.Transport) -> paramiko.Channel:
    import paramiko

    try:
        return over.open_channel("direct-tcpip", (target.host, target.port), ("127.0.0.1", 0), timeout=CHANNEL_S)
    except paramiko.ChannelException as error:
        raise UnreachableError(
            f"the host on the way does not connect to {target.host} port {target.port}: {error.text}",
            hint="check the name; the host on the way may not allow forwarding",
        ) from None
    except (paramiko.SSHException, EOFError, OSError):
        raise UnreachableError(
            f"the host on the way did not connect to {target.host} port {target.port} within {CHANNEL_S:.0f} s",
            hint="try again later",
        ) from None


def _no_handshake(target: Target, transport: paramiko.Transport, error: Exception, seconds: float) -> UnreachableError:
    import paramiko

    place = f"{target.host} port {target.port}"
    if isinstance(error, paramiko.ssh_exception.IncompatiblePeer):
        return UnreachableError(
            f"{place}: no common algorithm ({_short(error)})", hint="the openssh client may know what this server wants"
        )
    if "Indecipherable" in str(error):
        return UnreachableError(f"{place} is no SSH server that can be understood", hint="check the port")
    if not transport.remote_version:
        if seconds >= BANNER_S * _NEARLY:
            return UnreachableError(
                f"{place} took the connection, then said nothing for {BANNER_S:.0f} s",
                hint="is it an SSH server? It may be overloaded: try again later",
            )
        return UnreachableError(
            f"{place} closed the connection before it said anything",
            hint="it may be overloaded, or refuse your network: try again later",
        )
    if seconds >= HANDSHAKE_S * _NEARLY:
        return UnreachableError(
            f"{place}: the key exchange did not end within {HANDSHAKE_S:.0f} s", hint="try again later"
        )
    return UnreachableError(f"{place}: the key exchange failed ({_short(error)})", hint="try again later")


def _short(error: Exception) -> str:
    # It may quote what the server sent.
    return safe_line(str(error).strip())[:200] or type(error).__name__
