"""The lines of the dialog that logs in: how the site lets users in, how the connection and the certificate are."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content

from ...domain.remotetext import safe_line
from ..glyphs import Glyphs, plain_text
from ..linkwords import SOON_S, span, state_words
from ..text import ago, plain
from .submit import plain_keys

if TYPE_CHECKING:
    from ...domain.cluster import Cluster
    from ...services.reach.connections import Connection

_LEFT = 13
CLIENTS = {
    "paramiko": "what a login asks is asked here",
    "openssh": "Kerberos, FIDO, all of ssh_config; asks in a terminal",
}


def fact_lines(cluster: Cluster, state: Connection, now: float, glyphs: Glyphs, width: int) -> Content:
    """Name and text of each thing that is known, in lines of `width` cells with the texts below each other.

    What helps after a login that failed stands first: a low screen shows the first lines.
    """
    auth = cluster.auth
    rows = [("connection", _state_line(state, now, glyphs)), ("certificate", _certificate(cluster, state, now))]
    if auth is not None:
        rows.insert(1, ("renewal", auth.renew))
        rows += [("takes", ", ".join(auth.methods)), ("note", auth.note)]
    found = []
    for name, text in rows:
        for number, line in enumerate(wrap(safe_line(plain_text(text, glyphs)), max(20, width - _LEFT))):
            found.append(Content.styled(f"{'' if number else name:<{_LEFT}}", "$foreground-muted") + plain(line))
    return Content("\n").join(found)


def _state_line(state: Connection, now: float, glyphs: Glyphs) -> str:
    words = state_words(state, now, glyphs)
    if state.phase == "open":
        return f"{words} as {state.where}, since {ago(now - state.since)}".replace(" ago", "")
    return f"{words}: {state.problem}" if state.problem and state.phase != "opening" else words


def _certificate(cluster: Cluster, state: Connection, now: float) -> str:
    end = state.certificate_expires_at
    if end is None:
        wanted = cluster.auth is not None and "certificate" in cluster.auth.methods
        return "read at the login; an expired one is not tried" if wanted else ""
    if end <= now:
        return "has ended"
    return f"ends in {span(end - now)}" + ("" if end - now >= SOON_S else ": renew it soon")


def keys_line(*, busy: bool, is_open: bool, more: bool = False) -> Content:
    """The keys that work now; `more` says that not all facts are in view."""
    scroll = (("PgDn", "reads on"),) if more else ()
    if busy:
        return plain_keys(*scroll, ("esc", "stops the login"))
    own = (("f8", "closes the connection"),) if is_open else ()
    return plain_keys(("enter", "keeps the connection" if is_open else "logs in"), *own, *scroll, ("esc", "leaves"))
