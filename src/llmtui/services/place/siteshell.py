"""A command in the environment of a cluster's jobs: its modules loaded, inside its container where it has one."""

from __future__ import annotations

import re

from ...domain.remotetext import RemoteText, safe_line
from ...domain.site import Software
from ...render.shell import export

_MODULES = re.compile(r"\b(?:module|ml|conda)\b")
#: Stand around what the set-up prints on stderr; the last is written after each line that fails, with its exit code.
_BEGIN, _END, _FAILED = "\x1e", "\x1e", "\x1f"
#: Failures inside files that are sourced are theirs: BASH_SOURCE is empty in the text of bash -c alone.
_TRAP = r"""trap 'code=$?; [ ${#BASH_SOURCE[@]} -gt 0 ] || printf "\037%s\n" "$code" >&2' ERR"""
#: How Lmod and Environment Modules (its old ones exit 0 all the same) begin what went wrong.
_WRONG = re.compile(r"Lmod has detected the following error|\bERROR:|command not found|Unable to locate a modulefile")
#: Lines are counted in a text that the user never sees.
_LINE = re.compile(r"^bash: line \d+: ", re.ASCII)
_WORDS = 300


def shell_for(software: Software | None) -> str:
    """The shell that runs text of in_software(): a login shell where modules are loaded or a container is started.

    Login files can be slow, and what only sets a PATH needs none of them.
    """
    plain = software is not None and software.container is None and not _MODULES.search(" ".join(software.setup))
    return "bash -c" if plain else "bash -l -c"


def in_software(software: Software | None, command: str, *, watched: bool = False) -> str:
    """Text for bash that sets the software up, then runs `command` in it; None: the login shell's own.

    `watched` writes marks to stderr from which setup_failure() tells what went wrong with the set-up.
    """
    if software is None:
        return f"exec {command}"
    setup = software.setup
    if watched:
        mark = "printf '\\036\\n' >&2"
        setup = (mark, _TRAP, *setup, "trap - ERR", mark)
    image = [export("SIF", software.container.image)] if software.container else []
    prefix = f"{software.run_prefix} " if software.run_prefix else ""
    return "\n".join([*setup, *image, f"exec {prefix}{command}"])


def setup_failure(said: RemoteText) -> str | None:
    """What went wrong with a watched set-up, in its own words and one safe line; None when nothing did.

    `said` is all of stderr. A set-up that ended the shell half way failed too.
    """
    _, begun, rest = said.raw.partition(_BEGIN)
    words, ended, _ = rest.partition(_END)
    if not begun:
        return None
    before, failed, after = words.partition(_FAILED)
    lines = [_LINE.sub("", line.strip()) for line in RemoteText(before if failed else words).lines() if line.strip()]
    wrong = next((number for number, line in enumerate(lines) if _WRONG.search(line)), None)
    if wrong is not None:
        # Lmod names the modules on a line of their own.
        most = 2 if lines[wrong].endswith(":") else 1
        return " ".join(lines[wrong : wrong + most])[:_WORDS]
    if not failed and ended:
        return None
    code = safe_line(after.partition("\n")[0])
    silent = f"its set-up failed with exit code {code}" if failed else "its set-up ended the shell"
    return lines[-1][:_WORDS] if lines else silent
