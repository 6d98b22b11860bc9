"""Log in to a cluster, over as many hosts as stand on the way."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...errors import UnreachableError
from ..attempt import Attempt
from ..prompter import Prompter
from ..target import Target
from . import refusals
from .dialled import Dialled
from .hop import Accepted, greet
from .login import LoggedIn, Login

if TYPE_CHECKING:
    import paramiko


def dial(
    target: Target,
    prompter: Prompter | None,
    *,
    once: Accepted,
    renew: str = "",
    only_certificates: bool = True,
    clock: Callable[[], float] = time.time,
    attempt: Attempt | None = None,
) -> Dialled:
    """A link to `target` that is logged in; every host on the way is checked and logged in to in the same manner.

    `prompter` None: whatever would have to be asked is a NeedsUserError. `once` holds the host keys that were taken
    for this session, and gets those that the user takes now. `renew` is how the site's certificates are renewed, ""
    where it has none, and `only_certificates` that nothing else lets in there. `attempt` is given up to stop the
    login. Raises NeedsUserError, LoginRefusedError, and UnreachableError only where nobody was asked yet.
    """
    attempt = attempt or Attempt()
    hops = (*target.jumps, target)
    logins = [Login(hop, prompter, renew, only_certificates, clock) for hop in hops]
    opened: list[paramiko.Transport] = []
    done: list[LoggedIn] = []
    try:
        for login in logins:
            # Before anything is sent: an expired certificate must not cost a try.
            login.prepare()
        for hop, login in zip(hops, logins, strict=True):
            if prompter is not None:
                prompter.telling(f"connecting to {hop.where}")
            transport, host_key = greet(hop, opened[-1] if opened else None, prompter, once, attempt)
            opened.append(transport)
            done.append(login.run(opened[-1]))
    except BaseException as error:
        for transport in reversed(opened):
            transport.close()
        if type(error) is UnreachableError and any(login.asked for login in logins):
            raise refusals.for_the_user(error) from error
        raise
    finally:
        for login in logins:
            login.forget()
    ends = [one.certificate_expires_at for one in done if one.certificate_expires_at is not None]
    return Dialled(
        transport=opened[-1],
        closers=tuple(transport.close for transport in reversed(opened[:-1])),
        where=target.where,
        certificate_expires_at=min(ends, default=None),
        asked=any(one.asked for one in done),
        host_key=host_key,
    )
