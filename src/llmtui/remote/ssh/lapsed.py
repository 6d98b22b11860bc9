"""Whether a certificate that is out of its time is the one that a site wants, so that no try is worth while."""

from __future__ import annotations

import os
import re

from ..target import Target
from .certificate import Certificate
from .identities import Identities

#: Beside the keys that ssh takes for every host (ssh_config, IdentityFile): such a file may be for any site.
_USUAL = re.compile(r"id_[a-z0-9_]+-cert\.pub", re.ASCII)


def instead(have: Identities, target: Target) -> Certificate | None:
    """The one to renew before anything is tried; None where there is none, or another may do in its place.

    The agent may hold certificates of many sites. Where the configuration names one for this host, only a newer one of
    the same site takes its place.
    """
    if not have.outdated or not have.certificates:
        return next(iter(have.outdated), None)
    own = [one for one in have.outdated if _is_named(one, target)]
    return None if any(_follows(new, own) for new in have.certificates) else next(iter(own), None)


def _is_named(one: Certificate, target: Target) -> bool:
    return one.path in target.certificate_files or bool(one.path and not _USUAL.fullmatch(os.path.basename(one.path)))


def _follows(new: Certificate, own: list[Certificate]) -> bool:
    """One from a file was named for this host too."""
    return bool(new.path) or any(new.authority == one.authority or new.key == one.key for one in own)
