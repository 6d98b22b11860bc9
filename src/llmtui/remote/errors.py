"""Why a login did not come about; what to do next is in the hint."""

from __future__ import annotations

from ..errors import UnreachableError


class NeedsUserError(UnreachableError):
    """The login has a question and nobody to ask."""


class LoginRefusedError(UnreachableError):
    """The login will fail again: a wrong host key, no accepted method, an expired certificate."""
