"""The way to the cluster: who is logged in where, how long the certificate lives, whether the clocks agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ...domain.remotetext import safe_line
from ...units import format_time_limit
from .check import Check, Subject

#: A certificate that ends sooner is renewed first, in seconds.
_LEAST_LIFE_S = 3600
#: More is not the way's doing: a clock is wrong.
_MOST_APART_S = 60.0


def way_checks(subject: Subject) -> Iterator[Check]:
    """Login, certificate, host key, clock; the last three only where a network is between."""
    facts, connection = subject.facts, subject.connection
    who = safe_line(f"{facts.user} on {facts.host}")
    if connection.phase != "open":
        where = "the embedded Slurm of this machine" if subject.cluster.embedded else "this machine is a login node"
        yield Check("login", True, f"{who}, {where}")
        return
    yield Check("login", True, f"{who}, by {safe_line(connection.where)}")
    if connection.certificate_expires_at is not None:
        yield _certificate(subject, connection.certificate_expires_at)
    yield _host_key(subject)
    yield _clock(facts.clock_ahead_s)


def _host_key(subject: Subject) -> Check:
    """Held against the published ones; one that is on file and not among them is for the user to judge."""
    key, published = subject.connection.host_key, subject.cluster.host_keys
    if key is None:
        hint = "compare what ssh-keygen -l -F HOST prints with the site's pages"
        return Check("host key", None, "it was shown to a login of your own that is not seen here", hint)
    text = f"{key.kind} {key.fingerprint}, {key.known_by}" if key.fingerprint else key.known_by
    if not published or not key.fingerprint:
        return Check("host key", True, text)
    if key.fingerprint in published:
        return Check("host key", True, f"{text}, and among those that the site publishes")
    if key.signed:
        return Check("host key", True, text)
    hint = "look it up on the site's pages: the file may be out of date"
    return Check("host key", None, f"{text}, and not among those that the cluster's file names", hint)


def _certificate(subject: Subject, ends: float) -> Check:
    left = int(ends - subject.now)
    at = datetime.fromtimestamp(ends).astimezone().isoformat(" ", "minutes")
    auth = subject.cluster.auth
    renew = f"renew it: {auth.renew}" if auth and auth.renew else "renew it as the site says"
    if left <= 0:
        return Check("certificate", False, f"ended at {at}", f"{renew}; the connection lasts until it is lost")
    text = f"ends in {format_time_limit(left)}, at {at}"
    enough = left >= _LEAST_LIFE_S
    return Check("certificate", enough, text, "" if enough else renew)


def _clock(ahead_s: float) -> Check:
    apart = abs(ahead_s)
    if apart <= _MOST_APART_S:
        return Check("clock", True, f"{apart:.0f} s from this machine's")
    side = "ahead of" if ahead_s > 0 else "behind"
    text = f"{format_time_limit(int(apart))} {side} this machine's"
    return Check("clock", False, text, "set this machine's clock; one-time codes and certificates depend on it")
