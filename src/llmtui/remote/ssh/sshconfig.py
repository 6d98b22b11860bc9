"""What ssh_config says of a host: by the ssh program's own reading of it (`ssh -G`), else by paramiko's."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from ...domain.remotetext import safe_line
from ..errors import LoginRefusedError
from ..process import run_bytes
from .tokens import own_path

#: Words in lower case to their values, in order of appearance.
Options = Mapping[str, tuple[str, ...]]
Warn = Callable[[str], None]

#: `ssh -G` contacts nobody, but runs the programs of `Match exec`.
_LIMIT_S = 10.0
_SYSTEM = Path("/etc/ssh/ssh_config")
_DEFAULT_KEYS = ("id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk")
_DEFAULTS = {
    "identityfile": tuple(f"~/.ssh/{name}" for name in _DEFAULT_KEYS),
    "userknownhostsfile": ("~/.ssh/known_hosts ~/.ssh/known_hosts2",),
    "globalknownhostsfile": ("/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2",),
}
#: Words that paramiko ignores or reads in another way than ssh does.
_MISREAD = re.compile(r"^\s*(include|match)\b", re.IGNORECASE | re.MULTILINE)


def options(alias: str, user: str, port: int | None, config_file: Path | None, warn: Warn) -> Options:
    """Every word that holds for `alias`. Raises LoginRefusedError where the configuration cannot be read.

    `config_file` stands in for the user's and the system's files; `warn` hears of what may be read wrongly.
    """
    if not alias or alias.startswith("-"):
        raise LoginRefusedError(f"{safe_line(alias)!r} is no host name")
    ssh = shutil.which("ssh")
    if ssh is not None:
        return _asked(ssh, alias, user, port, config_file)
    return _read_here(alias, user, port, config_file, warn)


def _asked(ssh: str, alias: str, user: str, port: int | None, config_file: Path | None) -> Options:
    words = [ssh, "-G", *(["-F", str(config_file)] if config_file is not None else [])]
    words += [*(["-l", user] if user else []), *(["-p", str(port)] if port is not None else []), "--", alias]
    try:
        done = run_bytes(words, environment=os.environ, cwd=None, stdin=b"", timeout_s=_LIMIT_S)
    except OSError as error:
        raise LoginRefusedError(f"{ssh}: {error.strerror}") from None
    if done.code != 0:
        said = done.err.decode(errors="replace").strip().splitlines()
        # The line that names a place in a file says more than the last one.
        telling = [line for line in said if ": line " in line] or said[-1:]
        why = safe_line(telling[0]) if telling else done.problem or f"exit code {done.code}"
        raise LoginRefusedError(f"ssh cannot read its configuration for {alias}: {why}", hint="try: ssh -G " + alias)
    found: dict[str, tuple[str, ...]] = {}
    for line in done.out.decode(errors="replace").splitlines():
        word, _, value = line.partition(" ")
        found[word.lower()] = (*found.get(word.lower(), ()), value.strip())
    return found


def _read_here(alias: str, user: str, port: int | None, config_file: Path | None, warn: Warn) -> Options:
    files = [config_file] if config_file is not None else [own_path("~/.ssh/config"), _SYSTEM]
    text = "\n".join(_text(path) for path in files)
    if _MISREAD.search(text):
        warn("ssh_config has Include or Match, which are read rightly only where the ssh program is installed")
    found = _looked_up(alias, text)
    if user:
        found["user"] = (user,)
    if port is not None:
        found["port"] = (str(port),)
    return {**_DEFAULTS, **found}


def _looked_up(alias: str, text: str) -> dict[str, tuple[str, ...]]:
    import paramiko

    try:
        read = paramiko.SSHConfig.from_text(text).lookup(alias)
    # paramiko runs the commands of `Match exec` by another package, and says ImportError without it.
    except (paramiko.SSHException, ImportError, ValueError) as error:
        raise LoginRefusedError(
            f"ssh_config cannot be read: {safe_line(str(error))}", hint="install the ssh program, which reads all of it"
        ) from None
    return {word: tuple(value) if isinstance(value, list) else (str(value),) for word, value in read.items()}


def _text(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise LoginRefusedError(f"{path}: {error.strerror}") from None
