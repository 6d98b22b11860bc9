"""What a failed login says, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

from ...domain.remotetext import RemoteText, safe_line
from ...errors import UnreachableError
from ..errors import LoginRefusedError, NeedsUserError
from ..target import Target
from .certificate import Certificate, when
from .identities import Identities


def outdated(one: Certificate, renew: str, now: float) -> LoginRefusedError:
    """A certificate whose time is not now; `renew` is the site's way to a new one."""
    if one.too_early(now):
        return LoginRefusedError(
            f"{_sentence(one, now)}, so it was not tried", hint="check this machine's clock and time zone"
        )
    return LoginRefusedError(f"{_sentence(one, now)}, so it was not tried", hint=f"renew it: {renew}")


def _sentence(one: Certificate, now: float) -> str:
    name = one.path or f"the agent's certificate {safe_line(one.key_id)!r}"
    if one.too_early(now):
        return f"the certificate {name} is valid only from {when(one.valid_from)}"
    return f"the certificate {name} expired on {when(one.expires_at or 0)}"


def refused(
    target: Target,
    have: Identities,
    tried: int,
    methods: Iterable[str] | None,
    renewal: str,
    now: float,
    banner: RemoteText,
) -> LoginRefusedError:
    """No way in is left. `renewal` is what to do about the certificate, "" nothing. `banner` is what the server says to
    everybody: often the reason, as maintenance.
    """
    ways = ", ".join(sorted(safe_line(method)[:40] for method in methods or ()))
    keys = "no key was found" if not tried else f"{tried} key{'s' if tried > 1 else ''} tried"
    message = f"{target.where}: the login was refused ({keys}{f'; the server takes {ways}' if ways else ''})"
    reasons = [*(_sentence(one, now) for one in have.outdated), *have.notes]
    if renewal:
        reasons.append(renewal)
    if banner:
        reasons.append(f"the server says: {banner.line(200)}")
    if not reasons:
        reasons.append(
            "is the user name right, and is this machine's public key registered with the site?"
            if tried
            else "ssh-add a key, or name one with IdentityFile in ssh_config"
        )
    # Many servers take tickets and no user of them has one, so this comes after what else may be the reason.
    reasons += other_client(methods)
    return LoginRefusedError(message, hint="; ".join(reasons))


def other_client(methods: Iterable[str] | None) -> list[str]:
    """What to do where the server takes Kerberos tickets, nothing where it does not."""
    return ["for Kerberos choose the openssh client"] if any("gssapi" in method for method in methods or ()) else []


def wrong_answers(target: Target, tries: int, methods: Iterable[str] | None, renewal: str) -> LoginRefusedError:
    """Stopped before the account is locked. `renewal` is as in refused()."""
    wait = "wait for a new code before you try again"
    return LoginRefusedError(
        f"{target.where}: the server refused the answers {tries} times",
        hint="; ".join((f"{wait}, or {renewal}" if renewal else wait, *other_client(methods))),
    )


def too_slow(target: Target, seconds: float) -> UnreachableError:
    """The server stopped answering in the middle of a login."""
    return UnreachableError(
        f"{target.where}: no answer to the login within {seconds:.0f} s", hint="the login node may be overloaded"
    )


def dropped(target: Target, tried: int, asked: bool) -> UnreachableError:
    """The server ended the connection in the middle of a login."""
    message = f"{target.where}: the server closed the connection during the login"
    if asked:
        return LoginRefusedError(message, hint="it may allow fewer tries or less time; connect again")
    if tried > 1:
        return LoginRefusedError(
            f"{message}, after {tried} keys",
            hint="name the right key with IdentityFile, and set IdentitiesOnly yes, in ssh_config",
        )
    return UnreachableError(message, hint="try again later")


def for_the_user(error: UnreachableError) -> NeedsUserError:
    """The same failure after the user had to answer: another try asks again, so it is theirs to make."""
    again = "connect again when you are ready"
    return NeedsUserError(error.message, hint=f"{error.hint}; {again}" if error.hint else again)


def words(error: Exception) -> str:
    """An error's text in one safe line; it may quote the server."""
    return safe_line(str(error).strip())[:200] or type(error).__name__
