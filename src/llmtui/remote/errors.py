"""Why a login did not come about, where trying again by itself would be wrong."""

from __future__ import annotations

from ..errors import UnreachableError


class NeedsUserError(UnreachableError):
    """The login has a question and nobody to ask, or the one who was asked gave up."""


class LoginRefusedError(UnreachableError):
    """The login will fail again: a wrong host key, no accepted method, an expired certificate."""
