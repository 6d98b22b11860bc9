"""Logging in by the ssh program: over a master that stands, or by a new one of our own that asks nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ...domain.remotetext import RemoteText, safe_line
from ...errors import UnreachableError
from ..attempt import Attempt
from ..errors import LoginRefusedError
from ..target import Target
from .complaints import login_error
from .control import folder_for, new_socket, users_socket
from .line import ShellLine
from .master import Master
from .transport import OpenSshTransport
from .words import Words, environment

#: ssh's exit code where it was ssh that failed, and not what ran on the other side (ssh manual, EXIT STATUS).
_SSH_FAILED = 255


def open_transport(
    target: Target,
    *,
    state_folder: Path,
    lost: Callable[[str], None],
    extra: Sequence[str] = (),
    attempt: Attempt | None = None,
) -> OpenSshTransport:
    """Log in without a question. `extra` are further options of ssh, before all others; `attempt` is given up to stop.

    A master that the user has opened, by master_command or as ssh_config says, is used where it stands. Raises
    NeedsUserError with the command that asks, LoginRefusedError, UnreachableError.
    """
    words = Words(target, extra)
    try:
        folder = folder_for(state_folder)
        variables = environment(os.environ)
        there = _standing(words, users_socket(folder, target), variables)
        if there is not None:
            master, argv = there, words.shell(there.control)
        else:
            control = new_socket(folder, target)
            master, argv = Master(words, variables, control, ours=True), words.login(control)
        first = ShellLine(argv, variables)
        if attempt is not None:
            attempt.holds(first.give_up)
    except FileNotFoundError as error:
        raise LoginRefusedError("there is no ssh program on this machine", hint="install OpenSSH's client") from error
    except OSError as error:
        raise UnreachableError(f"ssh cannot be started: {safe_line(str(error))}") from error
    transport = OpenSshTransport(master, first, lost)
    problem = _log_in(transport, first, words, users_socket(folder, target))
    if problem is None and not transport.watch():
        problem = LoginRefusedError(f"ssh made no socket at {master.control}", hint="can that folder hold sockets?")
    if problem is None:
        return transport
    first.give_up()
    transport.close()
    raise problem


def master_command(target: Target, state_folder: Path, extra: Sequence[str] = ()) -> list[str]:
    """What the user runs in a terminal of theirs to log in with questions; open_transport then uses that login.

    Raises LoginRefusedError.
    """
    return Words(target, extra).master(users_socket(folder_for(state_folder), target))


def master_is_open(target: Target, state_folder: Path, extra: Sequence[str] = ()) -> bool:
    """Whether such a login of the user's stands now."""
    try:
        return _standing(Words(target, extra), _users(target, state_folder), environment(os.environ)) is not None
    except FileNotFoundError:
        return False


def end_master(target: Target, state_folder: Path, extra: Sequence[str] = ()) -> bool:
    """End the login that master_command has left open; True where one stands at ssh_config's path, which is left."""
    words, variables = Words(target, extra), environment(os.environ)
    users = _users(target, state_folder)
    if users is not None and users.exists():
        Master(words, variables, users, ours=True).end()
    try:
        return Master(words, variables, None).pid() is not None
    except FileNotFoundError:
        return False


def _users(target: Target, state_folder: Path) -> Path | None:
    """Where the login of master_command would listen; None where no folder can hold it, so that there is none."""
    try:
        return users_socket(folder_for(state_folder), target)
    except LoginRefusedError:
        return None


def _standing(words: Words, users: Path | None, variables: Mapping[str, str]) -> Master | None:
    """A master of the user's: at the path of master_command, or where ssh_config puts one. Raises FileNotFoundError."""
    places: list[Path | None] = [None]
    if users is not None and users.exists():
        places.insert(0, users)
    masters = (Master(words, variables, place) for place in places)
    return next((master for master in masters if master.pid() is not None), None)


def _log_in(transport: OpenSshTransport, first: ShellLine, words: Words, asking: Path) -> UnreachableError | None:
    """Ask for the facts, which shows that there is a shell; the problem, None where there is none."""
    try:
        transport.facts()
        return None
    except OSError as error:
        said = RemoteText(first.said.decode("utf-8", errors="replace"))
        if first.code == _SSH_FAILED:
            return login_error(words.target, said, words.master(asking))
        if first.code is not None and first.code >= 0:
            problem = f"{words.target.where} lets us in and gives us no shell: {said.line(200) or 'no reason was told'}"
            return LoginRefusedError(problem, hint="a password that has expired, or an account that may not log in?")
        more = f": {said.line(200)}" if said else ""
        return UnreachableError(f"{words.target.where}: {safe_line(str(error))}{more}")
