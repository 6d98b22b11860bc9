"""Small text files of the user's, read without surprises."""

from __future__ import annotations

from pathlib import Path

from ..errors import RequestError

#: Nothing that a person writes by hand is larger.
MAX_BYTES = 1024 * 1024


def read_text(path: Path, error: type[RequestError], *, keep_mark: bool = False) -> str:
    """The file as UTF-8 text, with its byte order mark only where `keep_mark` is set.

    Raises `error` naming the path: missing, unreadable, too large, not text.
    """
    try:
        if path.exists() and not path.is_file():
            raise error(f"{path}: not a file")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as problem:  # ValueError: a path with a NUL in it
        reason = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
        raise error(f"{path}: cannot be read: {reason}") from problem
    if len(raw) > MAX_BYTES:
        raise error(f"{path}: larger than 1 MiB", hint="this is not a file for llmtui")
    try:
        return raw.decode("utf-8" if keep_mark else "utf-8-sig")
    except UnicodeDecodeError as problem:
        raise error(f"{path}: not UTF-8 text (byte {problem.start})") from problem
