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
    return decode(raw, str(path), error, keep_mark=keep_mark)


def decode(raw: bytes, where: str, error: type[RequestError], *, keep_mark: bool = False) -> str:
    """A file's bytes as UTF-8 text; `raw` may end one byte after MAX_BYTES. Raises `error`, which begins with `where`.

    The byte order mark stays only where `keep_mark` is set.
    """
    if len(raw) > MAX_BYTES:
        raise error(f"{where}: larger than 1 MiB", hint="this is not a file for llmtui")
    try:
        return raw.decode("utf-8" if keep_mark else "utf-8-sig")
    except UnicodeDecodeError as problem:
        raise error(f"{where}: not UTF-8 text (byte {problem.start})") from problem
