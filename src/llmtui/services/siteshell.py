"""A command in the environment of a cluster's jobs: its modules loaded, inside its container where it has one."""

from __future__ import annotations

from ..domain.site import Software
from ..render.shell import export

#: Runs the text in COMMAND by a login shell, which alone knows `module`.
IN_LOGIN_SHELL = 'exec bash -l -c "$COMMAND"'


def in_software(software: Software | None, command: str) -> str:
    """Text for bash that sets the software up, then runs `command` in it; None: the login shell's own."""
    if software is None:
        return f"exec {command}"
    image = [export("SIF", software.container.image)] if software.container else []
    prefix = f"{software.run_prefix} " if software.run_prefix else ""
    return "\n".join([*software.setup, *image, f"exec {prefix}{command}"])
