"""What a cluster says of itself, asked with one script."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..domain.remotetext import safe_line
from .transport import Facts, Result

#: How long the user's profile may take, in seconds.
_PROFILE_S = 20
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)

#: The variables are those of bash as a login shell, for sites set PATH and the like in its profile; where there is no
#: bash, or the profile hangs, those of the login itself. The clock is read last, nearest to the answer.
SCRIPT = f"""
slurm() {{ command -v squeue >/dev/null 2>&1 && command -v sbatch >/dev/null 2>&1; }}
slurm && s=yes || s=no
u=$(id -un 2>/dev/null) || u=$LOGNAME
printf '\\036host %s\\036user %s\\036home %s\\036slurm %s' "$(uname -n)" "$u" "$HOME" "$s"
p='printf "\\036login "; env -0; printf "\\036slurmlogin "; command -v squeue >/dev/null && command -v sbatch'
t=; command -v timeout >/dev/null 2>&1 && t='timeout -k 1 {_PROFILE_S}'
printf '\\036plain '; env -0
command -v bash >/dev/null 2>&1 && (unset LC_ALL; $t bash -lc "$p" 2>/dev/null)
printf '\\036now %s\\036' "$(date +%s)"
"""


@dataclass(frozen=True)
class Answered:
    """`path` is what goes before PATH, because Slurm's commands are known to a login shell alone; "" mostly."""

    facts: Facts
    path: str = ""


def understand(result: Result, came_at: float) -> Answered:
    """What SCRIPT printed; `came_at` is this machine's clock when it had come. Raises OSError."""
    parts: dict[str, str] = {}
    for part in result.out.raw.split("\x1e"):
        name, _, value = part.partition(" ")
        parts[name] = value
    if result.outcome != "ok" or not parts.get("now", "").isdigit() or not parts.get("user"):
        raise OSError(f"the cluster does not say who and where we are: {result.complaint or result.err.line()}")
    plain, login = _variables(parts.get("plain", "")), _variables(parts.get("login", ""))
    # The seconds were cut off, so the true time is half a second later on average.
    ahead = int(parts["now"]) + 0.5 - came_at
    path = login.get("PATH", "") if parts.get("slurm") == "no" and parts.get("slurmlogin", "").strip() else ""
    return Answered(checked(Facts(parts["host"], parts["user"], parts["home"], login or plain, ahead)), path)


def checked(facts: Facts) -> Facts:
    """Facts whose host, user and home are safe to show. Raises OSError for a user or home that is not.

    Cleaned, those two would be other names. Variables are checked where they become part of a path.
    """
    for what, text in (("user name", facts.user), ("home", facts.home)):
        if safe_line(text) != text:
            raise OSError(f"the {what} has characters that cannot be shown: {safe_line(text)!r}")
    return replace(facts, host=safe_line(facts.host))


def _variables(text: str) -> dict[str, str]:
    pairs = (item.partition("=") for item in text.split("\0"))
    return {name: value for name, equals, value in pairs if equals and _NAME.fullmatch(name) and name != "LC_ALL"}
