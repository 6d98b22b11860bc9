"""Paths of this machine as a user writes them: ~ is their own home, ~NAME that of another user."""

from __future__ import annotations

from pathlib import Path

from ..errors import RequestError


def expanded(text: str, field: str = "") -> Path:
    """The path with the home put in. Raises RequestError (`field`) for a user that this machine does not know."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        name = Path(text).parts[0]
        if name == "~":
            raise RequestError(
                f"{text}: your home folder is not known on this machine", hint="set HOME", field=field
            ) from None
        raise RequestError(
            f"{text}: there is no such user: {name[1:]}", hint=f"for a file of that name write ./{text}", field=field
        ) from None


def home() -> Path:
    """The user's home. Raises RequestError where neither HOME nor the system says it."""
    return expanded("~")


def shortened(path: str) -> str:
    """The path with ~ in the place of the user's home."""
    try:
        own = str(home())
    except RequestError:
        return path
    return f"~{path[len(own) :]}" if path.startswith(f"{own}/") else path
