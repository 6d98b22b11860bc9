"""The tokens of ssh_config in file names: ~, %h and the like, ${VARIABLE}. Source: ssh_config(5), TOKENS."""

from __future__ import annotations

import getpass
import os
import re
import socket
from collections.abc import Mapping
from pathlib import Path

from ...errors import RequestError
from ..errors import LoginRefusedError
from ..userpath import expanded

_TOKEN = re.compile(r"%(.)|\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def tokens(*, host: str, alias: str, user: str, port: int, key_alias: str, jump: str) -> Mapping[str, str]:
    """What each letter stands for. Raises LoginRefusedError."""
    name = socket.gethostname()
    return {
        "%": "%",
        "d": str(own_path("~")),
        "h": host,
        "i": str(os.getuid()),
        "j": jump,
        "k": key_alias or alias,
        "L": name.partition(".")[0],
        "l": name,
        "n": alias,
        "p": str(port),
        "r": user,
        "u": getpass.getuser(),
    }


def expand(text: str, letters: Mapping[str, str]) -> str:
    """A file name with everything put in. Raises LoginRefusedError for a token or a user that is not known here."""

    def word(found: re.Match[str]) -> str:
        letter, variable = found.groups()
        value = letters.get(letter) if letter else os.environ.get(variable)
        if value is None:
            raise LoginRefusedError(
                f"ssh_config: {found.group()} in {text} is not known here", hint="choose the openssh client"
            )
        return value

    whole = _TOKEN.sub(word, text.strip('"'))
    return str(own_path(whole)) if whole.startswith("~") else whole


def own_path(text: str) -> Path:
    """A path with the home put in. Raises LoginRefusedError for a user that this machine does not know."""
    try:
        return expanded(text)
    except RequestError as error:
        raise LoginRefusedError(
            f"ssh_config: {error.message}", hint="name the file of a user of this machine"
        ) from None
