"""Why a login did not come about, where trying again by itself would be wrong."""

from __future__ import annotations

from typing import ClassVar

from ..errors import UnreachableError


class NeedsUserError(UnreachableError):
    """The login has a question and nobody to ask, or the one who was asked gave up."""

    title: ClassVar[str] = "The login needs you"


class LoginRefusedError(UnreachableError):
    """The login will fail again: a wrong host key, no accepted method, an expired certificate."""

    title: ClassVar[str] = "Login refused"
