"""A command with something on its standard input, as a script."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from .framing import words

#: How much a command may be given, in bytes: it travels inside the script.
STDIN_CAP = 1024**2


def command(argv: Sequence[str], cwd: str | None, stdin: bytes, limit_s: float | None = None) -> str:
    """The script that runs one command for about `limit_s` seconds, each word quoted.

    Raises ValueError for more than STDIN_CAP bytes.
    """
    if not stdin:
        return words(argv, cwd, limit_s)
    if len(stdin) > STDIN_CAP:
        raise ValueError(f"standard input of {len(stdin)} bytes; at most {STDIN_CAP} are passed on")
    # printf is part of the shell, so no limit of the system's on arguments counts.
    data = base64.b64encode(stdin).decode("ascii")
    return f"printf %s '{data}' | base64 -d | (\n{words(argv, cwd, limit_s)})\n"
