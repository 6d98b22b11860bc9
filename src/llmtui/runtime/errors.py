"""Errors that end a run with one line instead of a traceback."""

from __future__ import annotations


class RunError(Exception):
    """What the user can mend: a path, a file's contents, a setting; the message says which."""


def first_line(error: BaseException) -> str:
    """The first line of an error's text that says something, else the name of its class."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
